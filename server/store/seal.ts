import { createCipheriv, createDecipheriv, hash, randomBytes } from "node:crypto";

export interface SealKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

export interface Seal {
  /** `<key id>.<base64url>`, different each time. */
  seal(text: string): string;
  /** Throws when the key is gone or a byte was changed. */
  open(sealed: string): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM. The first key seals; all of them open, so keys can change without a stop. */
export function createSeal(keys: SealKey[]): Seal {
  const [current] = keys;
  if (!current) throw new Error("A seal needs at least one key.");
  const byId = new Map(keys.map((key) => [key.id, key]));
  return {
    seal: (text) => seal(text, current),
    open(sealed) {
      const id = sealed.slice(0, sealed.indexOf("."));
      const key = byId.get(id);
      if (!key) {
        throw new Error(
          `A secret in the database was sealed with key "${id}", which ENCRYPTION_KEYS lacks. Put that key back, after the current one.`,
        );
      }
      return open(sealed.slice(id.length + 1), key);
    },
  };
}

function seal(text: string, { id, key }: SealKey): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(id));
  const hidden = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `${id}.${Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString("base64url")}`;
}

function open(body: string, { id, key }: SealKey): string {
  const bytes = Buffer.from(body, "base64url");
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(id))
    .setAuthTag(tag);
  try {
    return (
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") +
      decipher.final("utf8")
    );
  } catch (cause) {
    throw new Error(
      `A secret in the database does not open with key "${id}": it was changed, or the key was.`,
      { cause },
    );
  }
}

/** For our own random secrets (session tokens, sign-in codes): the table alone opens nothing. */
export function hashOf(secret: string): string {
  return hash("sha256", secret, "base64url");
}
