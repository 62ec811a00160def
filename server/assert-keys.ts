import type { Knex } from "knex";
import { acrossCompanies } from "./database/scope.ts";
import type { EncryptionKey } from "./encryption-keys.ts";
import { ConfigError } from "./read-env.ts";
import { countSealed } from "./store/sealed-values.ts";

/** Throws a ConfigError that names each key which values in the database need and nobody gave. */
export async function assertKeys(db: Knex, keys: EncryptionKey[]): Promise<void> {
  const counts = await acrossCompanies(db, countSealed);
  const missing = counts.filter(({ keyId }) => !keys.some(({ id }) => id === keyId));
  if (missing.length === 0) return;
  const named = missing.map(
    ({ keyId, count }) =>
      `"${keyId}" (${count === 1 ? "1 value is" : `${count} values are`} sealed with it)`,
  );
  throw new ConfigError(
    `ENCRYPTION_KEYS lacks ${missing.length === 1 ? "the key" : "the keys"} ${named.join(" and ")}. Put it back after the current one; once npm run keys -- rotate has sealed all with the current one, it can go.`,
  );
}
