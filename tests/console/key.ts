import { generateKeyPairSync } from "node:crypto";

/** A private key as an administrator would paste it. */
export const privateKey = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
