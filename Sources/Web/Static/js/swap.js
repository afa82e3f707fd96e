// SPDX-License-Identifier: Apache-2.0
// Puts new elements in the place of those with the same ids, without a
// flicker: what is the same stays, what is open stays open, focus stays.

import { attach } from "./main.js";

export function swap(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup;
  for (const fresh of [...template.content.children]) place(fresh);
}

function place(fresh) {
  if (!fresh.id) return;
  const old = document.getElementById(fresh.id);
  if (old) replace(old, fresh);
  else if (fresh.dataset.liveInto) insert(fresh, document.getElementById(fresh.dataset.liveInto));
}

function replace(old, fresh) {
  fillTokens(fresh);
  if (old.isEqualNode(fresh)) return;
  const focus = path(old, document.activeElement);
  const open = [...old.querySelectorAll("details[open]")].map((details) => path(old, details));
  const text = old.textContent;
  old.replaceWith(fresh);
  for (const steps of open) follow(fresh, steps)?.setAttribute("open", "");
  if (focus) follow(fresh, focus)?.focus({ preventScroll: true });
  if (text !== fresh.textContent) mark(fresh);
  attach(fresh);
}

// A list that grows at its top and forgets at its end.
function insert(fresh, list) {
  if (!list) return;
  fillTokens(fresh);
  list.prepend(fresh);
  const kept = Number(list.dataset.liveKeep ?? 50);
  while (list.children.length > kept) list.lastElementChild.remove();
  mark(fresh);
  attach(fresh);
}

// What is sent to everybody holds no form token: this page's own is put in.
function fillTokens(root) {
  const own = document.querySelector('input[name="form-token"]:not([value=""])')?.value;
  if (!own) return;
  for (const field of root.querySelectorAll('input[name="form-token"][value=""]')) field.setAttribute("value", own);
}

function mark(element) {
  element.dataset.changed = "";
  setTimeout(() => element.removeAttribute("data-changed"), 2_000);
}

// The way from an element down to one inside it, as places among siblings.
function path(root, inner) {
  if (!inner || !root.contains(inner)) return null;
  const steps = [];
  for (let node = inner; node !== root; node = node.parentElement) {
    steps.unshift([...node.parentElement.children].indexOf(node));
  }
  return steps;
}

function follow(root, steps) {
  let node = root;
  for (const step of steps) node = node?.children[step];
  return node;
}
