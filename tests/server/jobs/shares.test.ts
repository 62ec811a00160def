import { expect, it } from "vitest";
import { QUEUES, TASK_NAMES } from "../../../server/jobs/queues.ts";
import type { TaskName, TaskTable } from "../../../server/jobs/tasks.ts";
import { gate, taskTable } from "./start-jobs.ts";
import { useJobs } from "./use-jobs.ts";

const { database, jobsOf } = useJobs();

/** Of a company whose name is its connection's; each a key of its own. */
const loadsOf = (companyId: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    companyId,
    connectionId: companyId,
    recordId: `${index}`,
    kind: "commitment",
    procoreId: `${index}`,
    projectId: `${index}`,
    parent: `commitment:${index}`,
  }));
const push = (companyId: string, recordId: string) => ({
  companyId,
  connectionId: companyId,
  recordId,
});
const isSlow = (companyId: string) => companyId.startsWith("slow");

/** Those of slow companies run until the gate opens. */
function hanging(name: TaskName) {
  const { promise, open } = gate();
  const running: string[] = [];
  const most = new Map<string, number>();
  const task = async ({ companyId }: { companyId: string }) => {
    running.push(companyId);
    const now = running.filter((one) => one === companyId).length;
    most.set(companyId, Math.max(now, most.get(companyId) ?? 0));
    if (isSlow(companyId)) await promise;
    running.splice(running.indexOf(companyId), 1);
  };
  return { running, most, open, table: taskTable({ [name]: task } as Partial<TaskTable>) };
}

it.each(TASK_NAMES.filter((name) => !["queue-deliveries", "repair-hooks"].includes(name)))(
  "carries out a job of %s while another company's hang, however many there are",
  async (name) => {
    const jobs = await jobsOf();
    const { running, most, open, table } = hanging(name);
    await jobs.work(table);
    await jobs.sendMany(name, loadsOf("slow", 2 * QUEUES[name].workers));
    await expect.poll(() => running.length).toBeGreaterThan(0);

    await jobs.send(name, loadsOf("quick", 1)[0]!);

    await expect.poll(() => most.get("quick")).toBe(1);
    open();
    await expect.poll(() => running, { timeout: 30_000 }).toEqual([]);
  },
);

it("repairs one company's hooks while another's hang", async () => {
  const jobs = await jobsOf();
  const { running, most, open, table } = hanging("repair-hooks");
  await jobs.work(table);
  await jobs.sendMany("repair-hooks", [{ companyId: "slow 1" }, { companyId: "slow 2" }]);
  await expect.poll(() => running.length).toBe(2);

  await jobs.send("repair-hooks", { companyId: "quick" });

  await expect.poll(() => most.get("quick")).toBe(1);
  open();
});

it("leaves workers to others where several companies hang", async () => {
  const jobs = await jobsOf();
  const { running, most, open, table } = hanging("push-record");
  await jobs.work(table);
  for (const company of ["slow 1", "slow 2", "slow 3"]) {
    await jobs.sendMany("push-record", loadsOf(company, 40));
  }
  await expect.poll(() => new Set(running).size).toBe(3);

  await jobs.sendMany("push-record", loadsOf("quick", 20));

  await expect.poll(() => most.get("quick")).toBeGreaterThan(0);
  open();
  await expect.poll(() => running, { timeout: 30_000 }).toEqual([]);
});

it("gives a company that is alone all that it may have, and goes on when its jobs end", async () => {
  const jobs = await jobsOf();
  const { running, most, open, table } = hanging("push-record");
  await jobs.work(table);

  await jobs.sendMany("push-record", loadsOf("slow", 200));

  const { atOnce } = QUEUES["push-record"];
  await expect.poll(() => running.length).toBe(atOnce);
  open();
  await expect.poll(() => database.admin("pgboss.job").whereNot("state", "completed")).toEqual([]);
  // Two may look at the same moment.
  expect(most.get("slow")).toBeLessThanOrEqual(atOnce + 1);
});

it("finds a job whose time has come while another company's hang", async () => {
  const jobs = await jobsOf();
  const { running, most, open, table } = hanging("push-record");
  await jobs.work(table);
  await jobs.sendMany("push-record", loadsOf("slow", 100));
  await expect.poll(() => running.length).toBeGreaterThan(0);

  await jobs.send("push-record", push("quick", "later"), {
    startAfter: new Date(Date.now() + 500),
  });

  await expect.poll(() => most.get("quick")).toBe(1);
  open();
});
