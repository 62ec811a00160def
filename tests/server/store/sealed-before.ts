import { createCipheriv, randomBytes } from "node:crypto";
import type { SealKey } from "../../../server/store/seal.ts";

/** As a version before 0050 sealed: bound to its key's name alone. */
export function sealedBefore(text: string, { id, key }: SealKey): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(id));
  const hidden = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `${id}.${Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString("base64url")}`;
}
