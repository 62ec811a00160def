import { generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import { accessTokens } from "../../../../server/connectors/netsuite/access-token.ts";
import { readAccount } from "../../../../server/connectors/netsuite/account.ts";

const pkcs8 = { type: "pkcs8", format: "pem" } as const;
const short = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export(pkcs8);
const curve = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export(pkcs8);

it.each([
  { name: "2048 bits", privateKey: short, says: /has 2048 bits and needs 3072 or more/ },
  { name: "another kind", privateKey: curve, says: /not an RSA key/ },
  { name: "no form", privateKey: "secret words", says: /not an RSA key(?!.*secret words)/ },
])("signs in with no key of $name, and says what to do", async ({ privateKey, says }) => {
  const account = readAccount({
    accountId: "1234567",
    clientId: "client",
    certificateId: "certificate",
    privateKey: String(privateKey),
  });
  const asked: string[] = [];
  const tokens = accessTokens(
    account,
    async (call) => {
      asked.push("NetSuite");
      return call();
    },
    async () => {},
  );

  await expect(tokens.current()).rejects.toThrow(says);
  await expect(tokens.current()).rejects.toThrow(/enter (it again|its key) in Settings/);
  expect(asked).toEqual([]);
});
