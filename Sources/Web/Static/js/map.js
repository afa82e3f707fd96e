// SPDX-License-Identifier: Apache-2.0
// Draws the places of a list on a map and follows the list's changes.

import { leaflet } from "./parts.js";

export default async function map(panel) {
  const L = await leaflet();
  if (!L) return;
  const box = panel.querySelector(".map");
  const list = panel.querySelector(".places");
  if (!list.children.length && !panel.dataset.outlines) return;
  box.hidden = false;
  const view = L.map(box, { zoomControl: false, scrollWheelZoom: false, attributionControl: false });
  const tiles = document.documentElement.dataset;
  L.control.zoom({ zoomInTitle: panel.dataset.zoomIn, zoomOutTitle: panel.dataset.zoomOut }).addTo(view);
  view.setView([11.31, 106.1], 11);
  if (tiles.tiles) {
    L.tileLayer(tiles.tiles, { maxZoom: 18 }).addTo(view);
    L.control.attribution({ prefix: false }).addAttribution(tiles.tilesBy).addTo(view);
  }
  // The wheel zooms once somebody is at work on the map, not while scrolling by.
  view.on("focus", () => view.scrollWheelZoom.enable());
  view.on("blur", () => view.scrollWheelZoom.disable());

  const marks = new Map();
  const draw = () => drawPlaces(L, view, list, marks);
  draw();
  const bounds = L.latLngBounds([...marks.values()].map((mark) => mark.getLatLng()));
  if (bounds.isValid()) view.fitBounds(bounds.pad(0.25), { maxZoom: 13 });
  new MutationObserver(draw).observe(list, { childList: true, subtree: true, attributes: true, characterData: true });
  new ResizeObserver(() => view.invalidateSize()).observe(box);
  if (panel.dataset.outlines) await drawOutlines(L, view, panel.dataset.outlines, bounds);
}

async function drawOutlines(L, view, address, bounds) {
  const answer = await fetch(address);
  if (!answer.ok) return;
  const areas = L.geoJSON(await answer.json(), {
    style: { className: "map-area" },
    onEachFeature: (feature, layer) => {
      const name = feature.properties?.name;
      if (name) layer.bindTooltip(text(name), { sticky: true });
    },
  }).addTo(view);
  areas.bringToBack();
  const whole = areas.getBounds();
  if (whole.isValid()) view.fitBounds(bounds.isValid() ? whole.extend(bounds) : whole, { padding: [12, 12] });
}

function drawPlaces(L, view, list, marks) {
  const seen = new Set();
  for (const item of list.children) {
    const { latitude, longitude } = item.dataset;
    if (!item.id || !latitude || !longitude) continue;
    seen.add(item.id);
    const icon = L.divIcon({ className: "map-pin", html: sign(item), iconSize: [0, 0] });
    const name = item.querySelector(".place-name");
    const known = marks.get(item.id);
    if (known) {
      known.setIcon(icon);
      known.setTooltipContent(text(summary(item)));
      continue;
    }
    const mark = L.marker([Number(latitude), Number(longitude)], { icon, title: "", alt: summary(item), riseOnHover: true });
    mark.bindTooltip(text(summary(item)), { direction: "top", offset: [0, -24] });
    mark.on("click keypress", (event) => {
      const key = event.originalEvent?.key;
      if (!key || key === "Enter") location.href = name.href;
    });
    mark.addTo(view);
    mark.getElement()?.setAttribute("aria-label", summary(item));
    marks.set(item.id, mark);
  }
  for (const [id, mark] of marks) {
    if (!seen.has(id)) {
      mark.remove();
      marks.delete(id);
    }
  }
}

function sign(item) {
  const element = document.createElement("span");
  element.className = "map-mark";
  element.textContent = item.querySelector(".place-mark .figure-value")?.textContent ?? "–";
  const colour = /^#[0-9a-f]{6}$/i.test(item.dataset.colour) ? item.dataset.colour : "#8a999d";
  element.style.background = colour;
  element.style.color = isLight(colour) ? "#000000" : "#ffffff";
  return element;
}

const summary = (item) =>
  [".place-name", ".place-mark", ".place-detail"].map((part) => item.querySelector(part)?.textContent.trim())
    .filter(Boolean).join(" · ");

// Text as an element: a name never becomes markup.
function text(words) {
  const element = document.createElement("span");
  element.textContent = words;
  return element;
}

// Relative luminance (WCAG 2.2): black on light colours, white on dark ones.
function isLight(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179;
}
