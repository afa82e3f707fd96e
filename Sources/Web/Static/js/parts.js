// SPDX-License-Identifier: Apache-2.0
// Loads the installed parts of others, once, when a page needs them.

const marks = document.documentElement.dataset;
const loading = new Map();

export const leaflet = () => part(marks.leafletScript, () => window.L, marks.leafletStyle);
export const echarts = () => part(marks.echarts, () => window.echarts);

// Words it takes over from the page hold no code, and it brings no styles of its own.
const HTMX = {
  allowEval: false, allowScriptTags: false, historyCacheSize: 0, includeIndicatorStyles: false,
  refreshOnHistoryMiss: true, selfRequestsOnly: true,
};

export const htmx = () => {
  if (!document.querySelector("meta[name=htmx-config]")) {
    document.head.append(Object.assign(document.createElement("meta"), {
      name: "htmx-config", content: JSON.stringify(HTMX),
    }));
  }
  return part(marks.htmx, () => window.htmx);
};

async function part(script, result, style) {
  if (!script) return null; // Not installed: the list or table stays.
  if (!loading.has(script)) {
    loading.set(script, Promise.all([insertStyle(style), insertScript(script)]));
  }
  await loading.get(script);
  return result();
}

function insertScript(address) {
  return new Promise((done, fail) => {
    const element = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: fail });
    document.head.append(element);
  });
}

function insertStyle(address) {
  if (!address) return null;
  return new Promise((done, fail) => {
    const element = Object.assign(document.createElement("link"), {
      rel: "stylesheet", href: address, onload: done, onerror: fail,
    });
    // First, so that the site's own rules come after it.
    document.head.prepend(element);
  });
}
