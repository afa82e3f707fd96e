// SPDX-License-Identifier: Apache-2.0
// Folds a chart's table once the chart is there; a reader's own choice holds.

export default function tableTwin(details) {
  const panel = details.closest(".chart-panel");
  const key = `table-twin ${location.pathname} ${panel.id}`;
  const chosen = sessionStorage.getItem(key);
  if (chosen) details.open = chosen === "open";
  let isOwn = true;
  panel.addEventListener("chart-drawn", () => {
    isOwn = true;
    if (!chosen) details.open = false;
  });
  details.querySelector("summary").addEventListener("click", () => { isOwn = false; });
  details.addEventListener("toggle", () => {
    if (!isOwn) sessionStorage.setItem(key, details.open ? "open" : "closed");
  });
}
