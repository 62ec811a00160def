import { createCipheriv, createDecipheriv, hash, randomBytes } from "node:crypto";
import { AppError } from "../errors.ts";
import type { SealedColumn } from "./sealed-values.ts";

export interface SealKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** A column, or what we hand out and take back. */
type Sealed = SealedColumn | "cookie" | "shared_invoice";

/** `row`: whose value it is. It opens in no other column and in no other row. */
export interface Seal {
  /** `v2.<key id>.<base64url>`, different each time. */
  seal(text: string, column: Sealed, row: string): string;
  /** Throws when the key is gone, a byte was changed, or the value was moved. */
  open(sealed: string, column: Sealed, row: string): string;
  /** What stands before the last dot of a value that is sealed now. */
  sealsWith: string;
}

export class SealError extends AppError {
  override readonly code = "seal";
}

const BOUND = "v2";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM. The first key seals; all of them open, so keys can change without a stop. */
export function createSeal(keys: SealKey[]): Seal {
  const [current] = keys;
  if (!current) throw new Error("A seal needs at least one key.");
  const byId = new Map(keys.map((key) => [key.id, key]));
  const sealsWith = `${BOUND}.${current.id}`;
  return {
    sealsWith,
    seal: (text, ...place) => `${sealsWith}.${seal(text, current.key, boundTo(current.id, place))}`,
    open(sealed, ...place) {
      const { id, isBound, body } = partsOf(sealed);
      const key = byId.get(id)?.key;
      if (!key) {
        throw new SealError(
          `A secret in the database was sealed with key "${id}", which ENCRYPTION_KEYS lacks. Put that key back, after the current one.`,
        );
      }
      try {
        return open(body, key, isBound ? boundTo(id, place) : id);
      } catch (cause) {
        throw new SealError(
          `A secret in ${place.join(" of ")} does not open with key "${id}": it was changed or moved, or the key was changed.`,
          { cause },
        );
      }
    },
  };
}

/** Before 0050, `<key id>.<base64url>`: it opens in any place, until it is sealed anew. */
function partsOf(sealed: string): { id: string; isBound: boolean; body: string } {
  const parts = sealed.split(".");
  const [body = "", id = ""] = parts.toReversed();
  return { id, isBound: parts.length === 3 && parts[0] === BOUND, body };
}

function boundTo(id: string, place: string[]): string {
  return JSON.stringify([BOUND, id, ...place]);
}

function seal(text: string, key: Buffer, boundData: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(boundData));
  const hidden = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString("base64url");
}

function open(body: string, key: Buffer, boundData: string): string {
  const bytes = Buffer.from(body, "base64url");
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(boundData))
    .setAuthTag(tag);
  return (
    decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") +
    decipher.final("utf8")
  );
}

/** For our own random secrets (session tokens, sign-in codes): the table alone opens nothing. */
export function hashOf(secret: string): string {
  return hash("sha256", secret, "base64url");
}
