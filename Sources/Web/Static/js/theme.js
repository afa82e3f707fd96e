// SPDX-License-Identifier: Apache-2.0
// Changes the theme at once; the link behind it makes the server remember.

export default function theme(choice) {
  choice.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-theme-choice]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    document.documentElement.dataset.theme = link.dataset.themeChoice;
    for (const other of choice.querySelectorAll("a")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    fetch(link.href, { method: "HEAD" }).catch(() => location.assign(link.href));
  });
}
