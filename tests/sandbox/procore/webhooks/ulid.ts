import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 26 characters: 48 bits of time, then randomness, in Crockford's base 32. */
export function ulid(at: Date): string {
  let time = BigInt(at.getTime());
  let stamp = "";
  for (let digit = 0; digit < 10; digit += 1) {
    stamp = ALPHABET.charAt(Number(time & 31n)) + stamp;
    time >>= 5n;
  }
  return stamp + [...randomBytes(16)].map((byte) => ALPHABET.charAt(byte & 31)).join("");
}
