// SPDX-License-Identifier: Apache-2.0
// Checks an entry's receipt in the reader's own browser: from the leaf up to
// the signed root (RFC 9162 section 2.1.3.2), and the signature where the
// browser knows Ed25519.

const bytesOf = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
const bytesOfHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const sha256 = async (...parts) => {
  const whole = new Uint8Array(parts.reduce((count, part) => count + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
};
const node = (left, right) => sha256(Uint8Array.of(1), left, right);
const same = (a, b) => a.length === b.length && a.every((byte, index) => byte === b[index]);

export async function leadsToRoot(receipt) {
  const [, sizeText, root] = receipt.checkpoint.split("\n");
  let own = BigInt(receipt.number - 1);
  let last = BigInt(sizeText) - 1n;
  if (own < 0n || own > last) return false;
  let hash = await sha256(Uint8Array.of(0), bytesOf(receipt.leaf));
  for (const hex of receipt.path) {
    const beside = bytesOfHex(hex);
    if (last === 0n) return false;
    if (own & 1n || own === last) {
      hash = await node(beside, hash);
      while (!(own & 1n) && own !== 0n) {
        own >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = await node(hash, beside);
    }
    own >>= 1n;
    last >>= 1n;
  }
  return last === 0n && same(hash, bytesOf(root));
}

// true, false, or null where the browser cannot tell.
export async function isSigned(receipt) {
  const end = receipt.checkpoint.lastIndexOf("\n\n");
  const text = new TextEncoder().encode(receipt.checkpoint.slice(0, end + 1));
  for (const line of receipt.checkpoint.slice(end + 2).split("\n").filter(Boolean)) {
    const [, name, data] = line.split(" ");
    const signature = bytesOf(data);
    for (const key of receipt.keys) {
      const [keyName, , keyData] = splitKey(key);
      if (keyName !== name) continue;
      let imported;
      try {
        imported = await crypto.subtle.importKey("raw", bytesOf(keyData).slice(1), "Ed25519", false, ["verify"]);
      } catch {
        return null;
      }
      if (await crypto.subtle.verify("Ed25519", imported, signature.slice(4), text)) return true;
    }
  }
  return false;
}

// The base64 part may hold plus signs of its own.
function splitKey(key) {
  const [name, id, ...rest] = key.split("+");
  return [name, id, rest.join("+")];
}

export default function ledgerProof(element) {
  const show = (outcome) => {
    for (const line of element.querySelectorAll("[data-outcome]")) {
      line.hidden = line.dataset.outcome !== outcome;
      if (!line.hidden) line.setAttribute("role", "status");
    }
  };
  element.querySelector("[data-start]").addEventListener("click", async () => {
    show("running");
    try {
      const receipt = JSON.parse(element.dataset.receipt);
      const signed = await isSigned(receipt);
      if (!(await leadsToRoot(receipt)) || signed === false) show("wrong");
      else show(signed ? "holds" : "unsigned");
    } catch {
      show("wrong");
    }
  });
}
