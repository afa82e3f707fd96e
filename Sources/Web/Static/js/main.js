// SPDX-License-Identifier: Apache-2.0
// Attaches behaviours: <div data-behaviour="map"> loads map.js and calls its
// default export with the element, once.

const attached = new WeakMap();

export function attach(root) {
  const elements = [...root.querySelectorAll("[data-behaviour]")];
  if (root instanceof Element && root.matches("[data-behaviour]")) elements.unshift(root);
  for (const element of elements) {
    for (const name of element.dataset.behaviour.split(" ")) start(element, name);
  }
}

async function start(element, name) {
  const known = attached.get(element) ?? new Set();
  if (known.has(name) || !/^[a-z-]+$/.test(name)) return;
  attached.set(element, known.add(name));
  try {
    const module = await import(`./${name}.js`);
    module.default(element);
  } catch (error) {
    // The page works without it: say so to whoever looks, go on.
    console.warn(`behaviour ${name} is missing`, error);
  }
}

document.documentElement.classList.add("scripted");
attach(document);
