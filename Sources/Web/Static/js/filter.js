// SPDX-License-Identifier: Apache-2.0
// Narrows a list while its filters are chosen, without loading the page anew.
// Without htmx the form's button does the same.

import { attach } from "./main.js";
import { htmx } from "./parts.js";

export default async function filter(form) {
  const library = await htmx();
  if (!library) return;
  library.process(form);
  // Another page than the list came, such as the one to sign in on: go there.
  form.addEventListener("htmx:beforeSwap", (event) => {
    const came = new URL(event.detail.xhr.responseURL || location.href);
    if (came.pathname === new URL(form.action).pathname && event.detail.xhr.status === 200) return;
    event.detail.shouldSwap = false;
    location.assign(event.detail.xhr.status === 200 ? came : asked(form));
  });
  form.addEventListener("htmx:sendError", () => location.assign(asked(form)));
  document.body.addEventListener("htmx:afterSwap", (event) => attach(event.detail.elt));
}

function asked(form) {
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form));
  return address;
}
