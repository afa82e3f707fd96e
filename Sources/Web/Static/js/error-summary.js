// SPDX-License-Identifier: Apache-2.0
// Brings the reader to what is wrong with the form.

export default function errorSummary(box) {
  // Only after a form was sent: the design page shows one that was not.
  if (box.closest("form")?.method !== "get") box.focus();
  box.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });
}
