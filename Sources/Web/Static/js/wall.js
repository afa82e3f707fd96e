// SPDX-License-Identifier: Apache-2.0
// A wall that nobody touches: when its stream stays away, asks whether the
// page itself is there again, and loads it; says when its session is over.

const CHECK = 20_000;

export default function wall(board) {
  const page = board.dataset.page;
  const signedOut = board.querySelector(".wall-signed-out");

  const check = async () => {
    if (document.documentElement.dataset.live !== "lost") {
      signedOut.hidden = true;
      return;
    }
    try {
      const answer = await fetch(page, { redirect: "manual", cache: "no-store" });
      if (answer.ok) return location.reload();
      signedOut.hidden = answer.type !== "opaqueredirect";
    } catch {
      // The server is away; the stream goes on trying, and so does this.
    }
  };
  setInterval(check, CHECK);
}
