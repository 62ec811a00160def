import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";

export interface KeyPair {
  publicKey: KeyObject;
  /** PKCS8, PEM. */
  privateKey: string;
}

let made: KeyPair | undefined;

/** The pair an outside client signs with; made once per process, as making it takes a moment. */
export function keyPair(privateKey?: string): KeyPair {
  if (privateKey) return { privateKey, publicKey: createPublicKey(createPrivateKey(privateKey)) };
  if (!made) {
    const pair = generateKeyPairSync("rsa", { modulusLength: 3072 });
    made = {
      publicKey: pair.publicKey,
      privateKey: pair.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    };
  }
  return made;
}
