import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { findPgbouncer, openPooler, type Pooler } from "../pooler.ts";
import { afterFirstPoll, atRest } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { install, type Installed } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { startWorker, type Worker } from "../world/start-worker.ts";

const pgbouncer = findPgbouncer();

describe.skipIf(!pgbouncer)("behind PgBouncer in transaction mode", () => {
  let pooler: Pooler;
  let world: World;
  let worker: Worker;
  let installed: Installed;

  beforeAll(async () => {
    world = await openWorld({
      works: false,
      pollSeconds: 3_600,
      async through(url) {
        pooler = await openPooler(pgbouncer!, url);
        return pooler.url;
      },
    });
    installed = await install(world, { automaticSync: true });
    // A tick follows at once.
    worker = await startWorker(world);
    await afterFirstPoll(
      world,
      installed.projects.map(({ id }) => id),
    );
  });
  afterAll(async () => {
    await worker.kill();
    await world.close();
    await pooler.close();
  });

  it("carries a commitment to NetSuite, and tells the screens that are open", async () => {
    const stream = await hear(world, installed);

    const commitment = await createCommitment(world, installed, {
      vendor: "Acme Steel Erectors",
      title: "Mezzanine",
    });
    await atRest(world);

    expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
    expect(ordersOf(world, commitment)).toHaveLength(1);
    await expect.poll(stream).toContain('"what":"record"');
  });

  it("ticks again after the process that ticked was killed", async () => {
    const { admin: db } = world.database;
    await worker.kill();
    const old = { delivery_id: "old", received_at: new Date(0), queued_at: new Date(0) };
    const [row] = await db("deliveries").limit(1);
    await db("deliveries").insert({ ...row, ...old });

    worker = await startWorker(world);

    // The tick alone drops what is older than a month.
    await expect.poll(() => db("deliveries").where({ delivery_id: "old" })).toEqual([]);
  });

  it("is refused at start where nothing leads past the pooler", async () => {
    const { said, ended } = startApp({ ...world.env, DATABASE_DIRECT_URL: "", PORT: "0" });

    expect(await said).toMatch(
      /^DATABASE_DIRECT_URL \(DATABASE_URL where it is not set\) does not keep one session.*\n$/,
    );
    expect(await ended).toBe(1);
  });
});

/** What the console's live stream has said so far. */
async function hear({ appUrl }: World, { admin, companyId }: Installed): Promise<() => string> {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const response = await fetch(`${appUrl}/api/v1/companies/${companyId}/live`, {
    headers: { authorization: `Bearer ${admin.token}` },
    signal: controller.signal,
  });
  let heard = "";
  void (async () => {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) heard += chunk;
  })().catch(() => undefined);
  return () => heard;
}

function startApp(env: NodeJS.ProcessEnv) {
  const app = spawn(process.execPath, ["server/main.ts"], {
    cwd: join(import.meta.dirname, "../.."),
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void app.kill("SIGKILL"));
  const ended = once(app, "exit").then(([code]) => code as number | null);
  return { said: text(app.stderr), ended };
}
