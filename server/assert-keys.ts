import type { Knex } from "knex";
import { acrossCompanies, asPerson, inCompany } from "./database/scope.ts";
import type { EncryptionKey } from "./encryption-keys.ts";
import { ConfigError } from "./read-env.ts";
import { createSeal, type Seal, SealError } from "./store/seal.ts";
import {
  countSealed,
  findSealed,
  ownerOf,
  type SealedCount,
  type SealedValue,
  someSealed,
} from "./store/sealed-values.ts";

/** Of each column: one alone may be damaged, which is no reason to stop all others. */
const TRIED = 3;

/** Throws a ConfigError that names each key which values need, and whose name or bytes nobody gave. */
export async function assertKeys(db: Knex, keys: EncryptionKey[]): Promise<void> {
  const counts = await acrossCompanies(db, countSealed);
  const missing = counts.filter(({ keyId }) => !keys.some(({ id }) => id === keyId));
  if (missing.length > 0) throw lacking(missing);
  const seal = createSeal(keys);
  for (const count of counts) {
    const values = await acrossCompanies(db, (scope) =>
      someSealed(scope, { sealedWith: count.sealedWith, each: TRIED }),
    );
    if (!(await anyOpens(db, seal, values))) throw otherBytes(count);
  }
}

async function anyOpens(db: Knex, seal: Seal, values: SealedValue[]): Promise<boolean> {
  for (const value of values) {
    const owner = ownerOf(value);
    const sealed =
      "userId" in owner
        ? await asPerson(db, owner, (scope) => findSealed(scope, value))
        : await inCompany(db, owner.companyId, (scope) => findSealed(scope, value));
    // Gone, or sealed anew by a process that runs: nothing to say against the key.
    if (!sealed || opens(seal, sealed, value)) return true;
  }
  return values.length === 0;
}

function opens(seal: Seal, sealed: string, { column, row }: SealedValue): boolean {
  try {
    seal.open(sealed, column, row);
    return true;
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}

const counted = (count: number) => (count === 1 ? "1 value" : `${count} values`);

function lacking(missing: SealedCount[]): ConfigError {
  const named = missing.map(
    ({ keyId, count }) =>
      `"${keyId}" (${counted(count)} ${count === 1 ? "is" : "are"} sealed with it)`,
  );
  return new ConfigError(
    `ENCRYPTION_KEYS lacks ${missing.length === 1 ? "the key" : "the keys"} ${named.join(" and ")}. Put it back after the current one; once npm run keys -- rotate has sealed all with the current one, it can go.`,
  );
}

function otherBytes({ keyId, count }: SealedCount): ConfigError {
  return new ConfigError(
    `ENCRYPTION_KEYS has other bytes under the name "${keyId}" than those that ${counted(count)} in the database ${count === 1 ? "was" : "were"} sealed with: none that was tried opens. Give it the bytes it had, and the new ones a name of their own.`,
  );
}
