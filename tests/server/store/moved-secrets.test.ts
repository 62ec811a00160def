import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inCompany } from "../../../server/database/scope.ts";
import { findCompany } from "../../../server/store/companies.ts";
import { findConnection } from "../../../server/store/connections-in-use.ts";
import { saveConnection } from "../../../server/store/connections.ts";
import { createSeal } from "../../../server/store/seal.ts";
import { openCredentials, sealCredentials } from "../../../server/sync/credentials.ts";
import { connectCompany } from "../../a-company.ts";
import { aConnection } from "../../a-connection.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

const [VICTIM, THIEF] = ["562949953421313", "562949953429999"];
const seal = createSeal([{ id: "key", key: randomBytes(32) }]);

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  for (const companyId of [VICTIM, THIEF]) {
    await connectCompany(database, companyId);
    const entered = { secret: `of ${companyId}` };
    await saveConnection(database.admin, {
      ...aConnection,
      companyId,
      credentials: sealCredentials(seal, { ...aConnection, companyId }, entered),
    });
    const webhookSecret = seal.seal(`of ${companyId}`, "companies.webhook_secret", companyId);
    await database
      .admin("companies")
      .where({ company_id: companyId })
      .update({ webhook_secret: webhookSecret });
  }
});
afterAll(() => database.drop());

const connectionOf = async (companyId: string) =>
  (await inCompany(database.db, companyId, (scope) => findConnection(scope, companyId)))!;

/** Who may write the tables, and has no key, moves a value. */
const move = (statement: string) => database.admin.raw(statement, { VICTIM, THIEF });

it("opens credentials for their own company alone", async () => {
  const own = await connectionOf(THIEF);
  expect(openCredentials(seal, own)).toEqual({ secret: `of ${THIEF}` });

  await move(
    `update connections set credentials = (select credentials from connections where company_id = :VICTIM)
      where company_id = :THIEF`,
  );

  const moved = await connectionOf(THIEF);
  expect(moved.credentials).toBe((await connectionOf(VICTIM)).credentials);
  expect(() => openCredentials(seal, moved)).toThrow("does not open");
});

it("opens no value in another column of its company", async () => {
  await move(
    `update companies set webhook_secret = (select credentials from connections where company_id = :VICTIM)
      where company_id = :VICTIM`,
  );

  const company = await inCompany(database.db, VICTIM, (scope) => findCompany(scope, VICTIM));
  const { webhookSecret } = company!;
  expect(() => seal.open(webhookSecret, "companies.webhook_secret", VICTIM)).toThrow(
    "does not open",
  );
});

it("opens credentials in no row of another system", async () => {
  await move("update connections set system = 'another' where company_id = :VICTIM");

  const moved = await connectionOf(VICTIM);
  expect(() => openCredentials(seal, moved)).toThrow("does not open");
});
