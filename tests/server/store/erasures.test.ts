import { afterAll, beforeAll, expect, it } from "vitest";
import { inCompany } from "../../../server/database/scope.ts";
import { endErasure, eraseSome } from "../../../server/store/erasures.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { changed, digestOf } from "./digest.ts";
import { seedCompany, type Seeded } from "./seed-company.ts";

const MOST = 500;
const REFUSED = { code: "42501" };

let database: TestDatabase;
let leaving: Seeded;
let staying: Seeded;

beforeAll(async () => {
  database = await testDatabase();
  const { admin } = database;
  leaving = await seedCompany(admin, {
    companyId: "562949953421313",
    word: "Ridgeline",
    userId: "900011",
    leftUserId: "900012",
  });
  staying = await seedCompany(admin, {
    companyId: "562949953429999",
    word: "Harborview",
    userId: "900021",
    leftUserId: "900022",
  });
  await admin.raw(
    `insert into activities (company_id, record_id, action, status, changes)
     select company_id, record_id, action, status, changes from activities, generate_series(1, 1200)
      where activity_id = ?`,
    [leaving.activityId],
  );
});
afterAll(() => database.drop());

const erase = (of: Pick<Seeded, "companyId">, inNameOf = of) =>
  inCompany(database.db, inNameOf.companyId, (scope) => eraseSome(scope, of.companyId, MOST));

/** Found in the catalog, so that no table of a later migration is forgotten. */
async function rowsLeft(): Promise<Record<string, number>> {
  const { admin } = database;
  const { rows } = await admin.raw<{ rows: { name: string }[] }>(
    `select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid
      where attname = 'company_id' and relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
  );
  const counts = rows.map(async ({ name }) => {
    const [row] = await admin(name).where({ company_id: leaving.companyId }).count({ count: "*" });
    return [name, Number(row!.count)] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

it("erases nothing in another company's name", async () => {
  await expect(erase(leaving, staying)).rejects.toMatchObject(REFUSED);
});

const opened = () =>
  database.admin("sessions").whereRaw("opened <> '{}'").orderBy("session_id").pluck("opened");

it("erases every row in every table, some at once, and none of another company", async () => {
  const { companyId } = staying;
  await database.admin("sessions").update({ opened: [companyId, leaving.companyId] });
  const before = await digestOf(database.admin, staying);
  const sessions = await opened();
  expect(Object.values(await rowsLeft())).not.toContain(0);
  const steps: number[] = [];

  do steps.push(await erase(leaving));
  while (steps.at(-1)! > 0);

  expect(Math.max(...steps)).toBe(MOST);
  const { erasures, ...others } = await rowsLeft();
  expect(erasures).toBe(1);
  expect(Object.entries(others).filter(([, count]) => count > 0)).toEqual([]);
  expect(await opened()).toEqual(sessions.map(() => [companyId]));
  expect(changed(before, await digestOf(database.admin, staying))).toEqual(["sessions"]);
});

it("erases nothing that nobody has asked for", async () => {
  await inCompany(database.db, staying.companyId, (scope) => endErasure(scope, staying.companyId));

  await expect(erase(staying)).rejects.toMatchObject(REFUSED);
});
