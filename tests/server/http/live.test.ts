import { setTimeout } from "node:timers/promises";
import express from "express";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import {
  NotAllowedError,
  NotFoundError,
  NotSignedInError,
  RemoteError,
} from "../../../server/errors.ts";
import { errors } from "../../../server/http/errors.ts";
import { createLive, type Live } from "../../../server/http/live.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { type Served, serve } from "./serve.ts";

let database: TestDatabase;
let live: Live;
let served: Served;
const open: AbortController[] = [];
let checks = 0;
let refusal: Error | undefined;

beforeAll(async () => {
  database = await testDatabase();
  live = createLive({
    session: await database.openSession(),
    log: pino({ level: "silent" }),
    heartbeatMs: 30,
  });
  await live.start();
  const app = express().get("/live", ({ query }, response) => {
    const scope = {
      companyId: `${query.companyId as string}`,
      projectId: query.projectId as string | undefined,
      parent: query.parent as string | undefined,
    };
    const check = async () => {
      checks += 1;
      if (refusal) throw refusal;
    };
    live.open(response, { userId: `${query.userId as string}`, scope, check });
  });
  served = await serve(app.use(errors({ log: pino({ level: "silent" }) })));
});

afterEach(() => {
  refusal = undefined;
  for (const controller of open.splice(0)) controller.abort();
});

afterAll(async () => {
  await live.stop();
  await served.close();
  await database.drop();
});

interface Heard {
  events: unknown[];
  isOver: boolean;
  type: string | null;
}

async function listenTo(query: string): Promise<Heard> {
  const controller = new AbortController();
  open.push(controller);
  const response = await fetch(`${served.url}/live?${query}`, { signal: controller.signal });
  const heard: Heard = { events: [], isOver: false, type: response.headers.get("content-type") };
  void (async () => {
    let text = "";
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      heard.events = [...text.matchAll(/event: changed\ndata: (.*)\n\n/g)].map(
        ([, line]) => JSON.parse(line!) as unknown,
      );
    }
    heard.isOver = true;
  })().catch(() => {
    heard.isOver = true;
  });
  return heard;
}

const notify = (companyId: string, event: object) =>
  database.admin.raw("select pg_notify('crosstie_live', ?)", [
    JSON.stringify({ companyId, projectId: null, parent: null, ...event }),
  ]);

it("tells a screen what changed in its company, and nothing of another's", async () => {
  const [mine, theirs] = [await listenTo("companyId=1"), await listenTo("companyId=2")];

  await notify("1", { what: "activity", projectId: "7", parent: "commitment:42" });
  await notify("2", { what: "settings" });

  await expect
    .poll(() => theirs.events)
    .toEqual([{ what: "settings", projectId: null, parent: null }]);
  await expect
    .poll(() => mine.events)
    .toEqual([{ what: "activity", projectId: "7", parent: "commitment:42" }]);
  expect(mine.type).toBe("text/event-stream; charset=utf-8");
});

it("tells a panel only of its own commitment, and of what may concern any", async () => {
  const panel = await listenTo("companyId=1&projectId=7&parent=commitment:42");

  await notify("1", { what: "record", projectId: "7", parent: "commitment:43" });
  await notify("1", { what: "record", projectId: "8", parent: "commitment:42" });
  await notify("1", { what: "payment", projectId: "7", parent: "commitment:42" });
  await notify("1", { what: "run" });

  await expect
    .poll(() => panel.events)
    .toEqual([
      { what: "payment", projectId: "7", parent: "commitment:42" },
      { what: "run", projectId: null, parent: null },
    ]);
});

it("hears a change of a row as the database's triggers tell it", async () => {
  const screen = await listenTo("companyId=99");

  await database
    .admin("companies")
    .insert({ company_id: "99", name: "Live", webhook_secret: "sealed" });

  await expect
    .poll(() => screen.events)
    .toEqual([{ what: "settings", projectId: null, parent: null }]);
});

it("says a thing once, however often it changes at once", async () => {
  const screen = await listenTo("companyId=1");

  await Promise.all(
    Array.from({ length: 25 }, () =>
      notify("1", { what: "record", projectId: "7", parent: "commitment:42" }),
    ),
  );

  await expect.poll(() => screen.events.length).toBeGreaterThan(0);
  expect(screen.events.length).toBeLessThan(25);
});

it("asks all screens to look again after it had lost the database", async () => {
  const screen = await listenTo("companyId=1&parent=commitment:42");
  const pid = (
    await database.admin.raw(
      "select pid from pg_stat_activity where datname = current_database() and application_name = 'crosstie session'",
    )
  ).rows[0].pid as number;

  await database.admin.raw("select pg_terminate_backend(?)", [pid]);

  await expect
    .poll(() => screen.events)
    .toContainEqual({ what: "record", projectId: null, parent: null });
  await notify("1", { what: "payment", projectId: "7", parent: "commitment:42" });
  await expect
    .poll(() => screen.events)
    .toContainEqual({ what: "payment", projectId: "7", parent: "commitment:42" });
});

it.each([
  new NotSignedInError("Your session has ended."),
  new NotAllowedError("Not any more."),
  new NotFoundError("Gone."),
])("ends a stream whose reader may not listen any more: $name", async (reason) => {
  const screen = await listenTo("companyId=1");

  refusal = reason;

  await expect.poll(() => screen.isOver).toBe(true);
  await notify("1", { what: "run" });
  expect(screen.events).toEqual([]);
});

it("goes on telling while nobody can say whether the reader still may", async () => {
  const screen = await listenTo("companyId=1");
  refusal = new RemoteError({ system: "Procore", reason: "is down", retryable: true });
  const before = checks;
  await expect.poll(() => checks).toBeGreaterThan(before + 2);

  await notify("1", { what: "run" });

  await expect.poll(() => screen.events).toHaveLength(1);
});

it("keeps nothing of a reader who hung up while it was checked whether they may", async () => {
  const { promise: hasArrived, resolve: arrive } = Promise.withResolvers<void>();
  const { promise: hasHungUp, resolve: hangUp } = Promise.withResolvers<void>();
  const { promise: isChecked, resolve: check } = Promise.withResolvers<void>();
  const { promise: hasOpened, resolve: opened } = Promise.withResolvers<void>();
  let asked = 0;
  const slow = await serve(
    express().get("/live", async (_request, response) => {
      response.on("close", hangUp);
      arrive();
      await isChecked;
      live.open(response, {
        userId: "8",
        scope: { companyId: "1" },
        check: async () => void (asked += 1),
      });
      opened();
    }),
  );
  const controller = new AbortController();
  const asking = fetch(`${slow.url}/live`, { signal: controller.signal }).catch(() => undefined);
  await hasArrived;
  controller.abort();
  await Promise.all([asking, hasHungUp]);

  check();
  await hasOpened;
  await setTimeout(200);

  expect(asked).toBe(0);
  await slow.close();
});

it("ends its streams when the process stops", async () => {
  const screen = await listenTo("companyId=1");

  await live.stop();

  await expect.poll(() => screen.isOver).toBe(true);
});
