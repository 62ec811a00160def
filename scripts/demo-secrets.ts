import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface DemoSecrets {
  encryptionKeys: string;
  clientId: string;
  clientSecret: string;
  /** PKCS8, PEM. */
  netsuiteKey: string;
}

/** Made anew unless the folder was kept. The key file is for the set-up wizard. */
export async function demoSecrets(folder: string): Promise<DemoSecrets & { keyFile: string }> {
  const file = join(folder, "secrets.json");
  const keyFile = join(folder, "netsuite-key.pem");
  const secrets = await readFile(file, "utf8").then(
    (text) => JSON.parse(text) as DemoSecrets,
    makeSecrets,
  );
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
  await writeFile(keyFile, secrets.netsuiteKey, { mode: 0o600 });
  return { ...secrets, keyFile };
}

function makeSecrets(): DemoSecrets {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 3072 });
  return {
    encryptionKeys: `demo:${randomBytes(32).toString("base64")}`,
    clientId: randomBytes(32).toString("hex"),
    clientSecret: randomBytes(32).toString("hex"),
    netsuiteKey: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
}
