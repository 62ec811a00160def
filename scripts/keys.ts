import { assertKeys } from "../server/assert-keys.ts";
import { assertModestLogin } from "../server/database/check-role.ts";
import { assertUpToDate } from "../server/database/migrate.ts";
import { assertThere, openDatabase } from "../server/database/open-database.ts";
import { acrossCompanies } from "../server/database/scope.ts";
import { readKeysConfig } from "../server/encryption-keys.ts";
import { AppError } from "../server/errors.ts";
import { ConfigError } from "../server/read-env.ts";
import { rotateKeys } from "../server/rotate-keys.ts";
import { createSeal } from "../server/store/seal.ts";
import { countSealed } from "../server/store/sealed-values.ts";

type Counted = Awaited<ReturnType<typeof countSealed>>;

async function run([command = "count", ...more]: string[]): Promise<void> {
  if (!["count", "rotate"].includes(command) || more.length > 0) {
    throw new ConfigError("npm run keys [-- count | rotate]");
  }
  const config = readKeysConfig(process.env);
  await assertThere(config);
  const { db, stop } = await openDatabase(config);
  const print = async () => show(await acrossCompanies(db, countSealed));
  try {
    await assertModestLogin(db);
    await assertUpToDate(db);
    await print();
    await assertKeys(db, config.encryptionKeys);
    if (command === "count") return;
    await rotateKeys(db, createSeal(config.encryptionKeys)).finally(print);
  } finally {
    await stop();
  }
}

function show(counts: Counted): void {
  if (counts.length === 0) console.log("no sealed values");
  for (const { sealedWith, keyId, count } of counts) {
    const isUnbound = sealedWith === keyId;
    console.log(`${keyId} ${count}${isUnbound ? " not bound to their place yet" : ""}`);
  }
}

await run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof AppError ? error.message : error);
  process.exitCode = 1;
});
