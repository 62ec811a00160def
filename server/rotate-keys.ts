import { setTimeout as wait } from "node:timers/promises";
import type { Knex } from "knex";
import { acrossCompanies, asPerson, inCompany } from "./database/scope.ts";
import { AppError } from "./errors.ts";
import { type Seal, SealError } from "./store/seal.ts";
import {
  countSealed,
  ownerOf,
  SEALED_COLUMNS,
  sealAnew,
  sealedOtherwise,
  type SealedValue,
} from "./store/sealed-values.ts";

class RotationError extends AppError {
  override readonly code = "rotation";
}

const PAGE = 100;
/** A row that the app was writing, or has written with another key meanwhile, is there again. */
const ROUNDS = 10;
const BETWEEN_ROUNDS_MS = 1_000;

/** While the app runs: seals all values anew with the first key. It may be cut off at any point. */
export async function rotateKeys(db: Knex, seal: Seal): Promise<void> {
  const closed = new Set<string>();
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const column of SEALED_COLUMNS) {
      for await (const value of valuesToSeal(db, column, seal.sealsWith)) {
        await rotate(db, seal, value).catch((error: unknown) => {
          if (!(error instanceof SealError)) throw error;
          closed.add(error.message);
        });
      }
    }
    if (closed.size > 0) throw new RotationError([...closed].join("\n"));
    if ((await countOthers(db, seal)) === 0) return;
    await wait(BETWEEN_ROUNDS_MS);
  }
  throw new RotationError(
    "Values come that are sealed otherwise: a process of the app has another first key in its ENCRYPTION_KEYS. Give all the same, restart them, and rotate again.",
  );
}

async function* valuesToSeal(
  db: Knex,
  column: (typeof SEALED_COLUMNS)[number],
  sealsWith: string,
): AsyncGenerator<SealedValue> {
  let after = "";
  for (;;) {
    const page = await acrossCompanies(db, (scope) =>
      sealedOtherwise(scope, column, { sealsWith, after, limit: PAGE }),
    );
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)!.row;
  }
}

async function rotate(db: Knex, seal: Seal, value: SealedValue): Promise<void> {
  const { column, row } = value;
  const anew = (sealed: string) => seal.seal(seal.open(sealed, column, row), column, row);
  const owner = ownerOf(value);
  if ("userId" in owner) await asPerson(db, owner, (scope) => sealAnew(scope, value, anew));
  else await inCompany(db, owner.companyId, (scope) => sealAnew(scope, value, anew));
}

async function countOthers(db: Knex, { sealsWith }: Seal): Promise<number> {
  const counts = await acrossCompanies(db, countSealed);
  return counts
    .filter(({ sealedWith }) => sealedWith !== sealsWith)
    .reduce((sum, { count }) => sum + count, 0);
}
