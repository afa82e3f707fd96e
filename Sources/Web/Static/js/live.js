// SPDX-License-Identifier: Apache-2.0
// Keeps the page up to date from its stream of events. Connects again by
// itself and says since when the values shown are old.

import { swap } from "./swap.js";

const SILENCE = 40_000; // A sign of life comes every 15 seconds.

export default function live(body) {
  const state = document.getElementById("live-state");
  let last = body.dataset.liveFrom;
  let source, watchdog, retry;
  let failures = 0;
  let heardAt = new Date();

  function connect() {
    clearTimeout(retry);
    const address = new URL(body.dataset.live, location.href);
    address.searchParams.set("from", last);
    address.searchParams.set("lang", document.documentElement.lang);
    source = new EventSource(address);
    source.addEventListener("open", heard);
    source.addEventListener("beat", heard);
    source.addEventListener("swap", (event) => {
      heard();
      last = event.lastEventId || last;
      swap(event.data);
    });
    source.addEventListener("reload", reload);
    source.addEventListener("error", lost);
    watch();
  }

  function heard() {
    heardAt = new Date();
    failures = 0;
    state.hidden = true;
    delete document.documentElement.dataset.live;
    watch();
  }

  function watch() {
    clearTimeout(watchdog);
    watchdog = setTimeout(lost, SILENCE);
  }

  function lost() {
    source.close();
    clearTimeout(watchdog);
    failures += 1;
    document.documentElement.dataset.live = "lost";
    // One failed attempt is no news: a server that restarts is back at once.
    if (failures > 1) say(`${body.dataset.liveLost} ${clock(heardAt)}`);
    const wait = Math.min(30_000, 1_000 * 2 ** Math.min(failures - 1, 5));
    clearTimeout(retry);
    retry = setTimeout(connect, wait * (0.75 + Math.random() / 2));
  }

  function reload() {
    source.close();
    clearTimeout(watchdog);
    const before = Number(sessionStorage.getItem("live-reloaded") ?? 0);
    const isTyping = document.activeElement?.matches("input:not([type=submit]), textarea, select");
    if (isTyping || document.querySelector("form[data-changed-by-hand]") || Date.now() - before < 10_000) {
      say(body.dataset.liveReload);
      retry = setTimeout(reload, 10_000);
      return;
    }
    sessionStorage.setItem("live-reloaded", String(Date.now()));
    location.reload();
  }

  function say(words) {
    if (state.textContent !== words) state.textContent = words;
    state.hidden = false;
  }

  addEventListener("pagehide", () => {
    source.close();
    clearTimeout(watchdog);
    clearTimeout(retry);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
  connect();
}

function clock(moment) {
  return moment.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}
