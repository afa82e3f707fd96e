// SPDX-License-Identifier: Apache-2.0
// Keeps what was typed when the session ended before it was sent, or when its
// person must first prove who they are: the form is noted in this tab as it is
// sent, and filled in again when the same person comes back to its page from
// signing in or from the proof. Passwords, files and hidden fields
// are never noted; any other page that follows forgets the note.

const KEY = "kept-form";
const LONGEST = 200_000;

export default function keptForm(main) {
  const kept = take();
  if (kept && isMine(kept, main)) restore(kept, main);
  main.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "post" && !event.defaultPrevented) note(form, main);
  });
}

function note(form, main) {
  const fields = typed(form).map((field) => [field.name, field.value, field.checked ?? null]);
  if (fields.length === 0) return;
  const kept = JSON.stringify({ page: here(), person: main.dataset.keptFor, action: form.action, fields });
  if (kept.length <= LONGEST) sessionStorage.setItem(KEY, kept);
}

function take() {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return kept && JSON.parse(kept);
}

function isMine(kept, main) {
  const from = document.referrer && new URL(document.referrer);
  const past = main.dataset.keptPast.split(" ");
  return from && from.origin === location.origin && past.some((path) => from.pathname.startsWith(path))
    && kept.page === here() && kept.person === main.dataset.keptFor;
}

function restore(kept, main) {
  const form = [...main.querySelectorAll("form")].find((form) => form.method === "post" && form.action === kept.action);
  if (!form) return;
  const waiting = [...kept.fields];
  for (const field of typed(form)) {
    const place = waiting.findIndex(([name, value]) =>
      name === field.name && (!isTicked(field) || value === field.value));
    if (place < 0) continue;
    const [[, value, checked]] = waiting.splice(place, 1);
    if (isTicked(field)) field.checked = checked;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  say(main.dataset.keptWords, form);
}

function say(words, form) {
  const notice = document.createElement("div");
  notice.className = "notice notice-information";
  notice.setAttribute("role", "status");
  const text = document.createElement("p");
  text.className = "notice-text";
  text.textContent = words;
  notice.append(text);
  form.before(notice);
  notice.scrollIntoView({ block: "nearest" });
}

function typed(form) {
  return [...form.elements].filter((field) =>
    field.name && !field.disabled && !["hidden", "password", "file", "submit", "button", "image"].includes(field.type));
}

function isTicked(field) { return field.type === "checkbox" || field.type === "radio"; }

function here() { return location.pathname + location.search; }
