import express from "express";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { errors } from "../../../server/http/errors.ts";
import { rememberPermissions } from "../../../server/http/permissions.ts";
import { requireSession, userOf } from "../../../server/http/session.ts";
import { hashOf } from "../../../server/store/seal.ts";
import { personWith, saveSession } from "../../../server/store/sessions.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { type Served, serve } from "./serve.ts";

const TOKEN = "a-session-token-of-forty-three-characters-x";
const APP_URL = "https://crosstie.example";
const pat = {
  person: { userId: "5", login: "pm@example.com", name: "Pat" },
  lengthMinutes: 1_440,
  idleMinutes: 60,
  userAgent: "a browser",
  address: "203.0.113.5",
};
let database: TestDatabase;
let served: Served;

beforeAll(async () => {
  database = await testDatabase();
  const app = express()
    .use(requireSession({ ...database, appUrl: APP_URL, sessionIdleMinutes: 60 }))
    .get("/who", (request, response) => void response.json({ userId: userOf(request).userId }));
  served = await serve(app.use(errors({ log: pino({ level: "silent" }) })));
  await saveSession(database.admin as never, TOKEN, pat);
  await saveSession(database.admin as never, `${TOKEN}-old`, { ...pat, lengthMinutes: 0 });
});

afterAll(async () => {
  await served.close();
  await database.drop();
});

const ask = (authorization?: string) =>
  fetch(`${served.url}/who`, { headers: authorization === undefined ? {} : { authorization } });

it("lets in who brings a living session token", async () => {
  const answer = await ask(`Bearer ${TOKEN}`);

  expect(await answer.json()).toEqual({ userId: "5" });
});

it.each([
  undefined,
  "",
  "Bearer ",
  `Basic ${TOKEN}`,
  "Bearer not-a-session-token-that-we-issued",
  `Bearer ${TOKEN}-old`,
  `Bearer ${TOKEN}' or 1=1`,
])("answers 401 to %j", async (authorization) => {
  const answer = await ask(authorization);

  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: "not_signed_in" });
});

/** Its last use was so long ago, its idle end and its whole end are so far away, in minutes. */
async function setTimes(used: number, idle: number, whole: number): Promise<void> {
  const away = (minutes: number) =>
    database.admin.raw("now() + ? * interval '1 minute'", [minutes]);
  await database
    .admin("sessions")
    .where({ token_hash: hashOf(TOKEN) })
    .update({ last_used_at: away(-used), expires_at: away(idle), ends_at: away(whole) });
}
async function minutesLeft(): Promise<number> {
  const [row] = await database
    .admin("sessions")
    .where({ token_hash: hashOf(TOKEN) })
    .select<{ left: number }[]>(
      database.admin.raw("round(extract(epoch from expires_at - now()) / 60)::int as left"),
    );
  return row!.left;
}

it("moves the idle end on with use, at most once in two minutes, and never past the whole length", async () => {
  await setTimes(3, 1, 1_000);
  await ask(`Bearer ${TOKEN}`);
  expect(await minutesLeft()).toBe(pat.idleMinutes);

  await setTimes(1, 20, 1_000);
  await ask(`Bearer ${TOKEN}`);
  expect(await minutesLeft()).toBe(20);

  await setTimes(30, 30, 40);
  await ask(`Bearer ${TOKEN}`);
  expect(await minutesLeft()).toBe(40);
});

it("ends a session at its idle end", async () => {
  await setTimes(61, -1, 1_000);
  expect((await ask(`Bearer ${TOKEN}`)).status).toBe(401);
  await setTimes(0, 60, 1_000);
  expect((await ask(`Bearer ${TOKEN}`)).status).toBe(200);
});

it("ends no idle session later because it is only looked at", async () => {
  await setTimes(3, 1, 1_000);
  await personWith(database.db, TOKEN);
  expect(await minutesLeft()).toBe(1);
});

it("asks Procore once for what several requests want to know", async () => {
  const asked: unknown[] = [];
  const permissionsOf = rememberPermissions(async (who) => asked.push(who));

  const answers = await Promise.all([
    permissionsOf({ userId: "5" }, { companyId: "1", projectId: "2" }),
    permissionsOf({ userId: "5" }, { companyId: "1", projectId: "2" }),
  ]);

  expect(answers).toEqual([1, 1]);
  expect(asked).toEqual([{ userId: "5", companyId: "1", projectId: "2" }]);
});

it("keeps people, companies and projects apart", async () => {
  const permissionsOf = rememberPermissions(
    async ({ userId, companyId, projectId }) => `${userId}/${companyId}/${projectId ?? "-"}`,
  );

  const answers = await Promise.all([
    permissionsOf({ userId: "5" }, { companyId: "1" }),
    permissionsOf({ userId: "6" }, { companyId: "1" }),
    permissionsOf({ userId: "5" }, { companyId: "2" }),
    permissionsOf({ userId: "5" }, { companyId: "1", projectId: "2" }),
  ]);

  expect(answers).toEqual(["5/1/-", "6/1/-", "5/2/-", "5/1/2"]);
});

it("asks again after a failure", async () => {
  let tries = 0;
  const permissionsOf = rememberPermissions(async () => {
    tries += 1;
    if (tries === 1) throw new Error("Procore is down");
    return "admin";
  });

  await expect(permissionsOf({ userId: "5" }, { companyId: "1" })).rejects.toThrow(
    "Procore is down",
  );

  expect(await permissionsOf({ userId: "5" }, { companyId: "1" })).toBe("admin");
});
