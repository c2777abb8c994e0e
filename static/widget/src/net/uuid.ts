/** A UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then random bits, so that ids sort by the time they were made. */
export function uuidv7(now: number = Date.now()): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  random[0] = (random[0]! & 0x0f) | 0x70; // version
  random[2] = (random[2]! & 0x3f) | 0x80; // variant
  const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, "0");
  const digits = hex(now, 12) + [...random].map((byte) => hex(byte, 2)).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
