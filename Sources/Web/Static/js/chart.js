// SPDX-License-Identifier: Apache-2.0
// Draws the chart of a table, or of a long series from an address.

import { options } from "./chart-options.js";
import { echarts } from "./parts.js";

export default async function chart(panel) {
  const library = await echarts();
  const box = panel.querySelector(".chart");
  const table = panel.querySelector("table");
  if (!library || !box) return;
  const series = panel.dataset.source ? await fetched(panel.dataset.source) : () => fromTable(table);
  if (!series || series().every((one) => one.points.length === 0)) return;
  box.hidden = false;
  const limits = [...panel.querySelectorAll("[data-limit]")].map((item) => ({
    name: item.textContent, value: Number(item.dataset.limit),
  }));
  const drawing = library.init(box, null, { renderer: "canvas" });
  const draw = () => drawing.setOption(options(panel, series(), limits), { notMerge: true });
  draw();
  panel.dispatchEvent(new CustomEvent("chart-drawn"));

  new ResizeObserver(() => drawing.resize()).observe(box);
  if (!panel.dataset.source) new MutationObserver(draw).observe(table, { childList: true, subtree: true, characterData: true });
  // Colours come from the style sheet, so a change of theme draws again.
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}

async function fetched(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) return null;
  const { series } = await answer.json();
  return () => series;
}

function fromTable(table) {
  const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies[0].rows].filter((row) => row.cells.length === names.length + 1);
  const series = names.map((name, index) => ({
    name,
    points: rows.map((row) => {
      const number = row.cells[index + 1].querySelector("data[value]")?.value;
      return [moment(row.cells[0]), number === undefined ? null : Number(number)];
    }),
  }));
  const isTime = series.every((one) => one.points.every(([at]) => typeof at === "number"));
  if (isTime) for (const one of series) one.points.sort((left, right) => left[0] - right[0]);
  return series;
}

function moment(cell) {
  const at = cell.querySelector("time")?.dateTime;
  return at ? Date.parse(at) : cell.textContent.trim();
}
