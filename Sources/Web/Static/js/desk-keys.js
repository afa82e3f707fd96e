// SPDX-License-Identifier: Apache-2.0
// The desk by keyboard: j and k go through alarms and stations, a answers the
// alarm one stands on, Enter opens (the link's own doing).

const ROWS = ".alarm, .station-list .queue-row";

export default function deskKeys(desk) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, textarea, select")) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      move(event.key === "j" ? 1 : -1);
    } else if (event.key === "a") {
      document.activeElement?.closest(".alarm")?.querySelector(".alarm-action a")?.click();
    }
  });

  function move(step) {
    const rows = [...desk.querySelectorAll(ROWS)];
    const here = rows.indexOf(document.activeElement?.closest(ROWS));
    const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, here + step))];
    next?.querySelector("a")?.focus();
  }
}
