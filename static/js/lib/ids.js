// Ids made on the device: UUID version 7, so that later ones sort after earlier ones. Over plain http there is no
// crypto.randomUUID; crypto.getRandomValues is there always.
let last = 0n;

/** Return a fresh UUID, version 7; those of one page rise even within a millisecond. */
export function newId() {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const counter = BigInt(((random[0] & 0x03) << 8) | random[1]); // leaves room to count up within the millisecond
  const now = (BigInt(Date.now()) << 12n) | counter;
  last = now > last ? now : last + 1n;
  const time = (last >> 12n).toString(16).padStart(12, "0");
  const order = (last & 0xfffn).toString(16).padStart(3, "0");
  random[2] = (random[2] & 0x3f) | 0x80;
  const rest = [...random.subarray(2)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}
