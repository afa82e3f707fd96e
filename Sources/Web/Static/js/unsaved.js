// SPDX-License-Identifier: Apache-2.0
// Asks before a form with changes is left.

export default function unsaved(form) {
  const mark = () => form.setAttribute("data-changed-by-hand", "");
  form.addEventListener("input", mark);
  form.addEventListener("change", mark);
  form.addEventListener("submit", () => form.removeAttribute("data-changed-by-hand"));
  addEventListener("beforeunload", (event) => {
    if (form.isConnected && form.hasAttribute("data-changed-by-hand")) event.preventDefault();
  });
}
