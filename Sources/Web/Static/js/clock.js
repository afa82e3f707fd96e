// SPDX-License-Identifier: Apache-2.0
// A clock that goes on from the server's time: <time data-behaviour="clock"
// datetime="2026-11-23T18:31:00+07:00">. `data-speed` is for replayed days.

export default function clock(element) {
  const start = Date.parse(element.dateTime);
  const speed = Number(element.dataset.speed ?? 1);
  const opened = performance.now();
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
  });
  const tick = () => {
    if (!element.isConnected) return clearInterval(timer);
    element.textContent = format.format(start + (performance.now() - opened) * speed);
  };
  const timer = setInterval(tick, 1_000);
  tick();
}
