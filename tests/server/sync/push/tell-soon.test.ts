import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { production } from "../../../../server/durations.ts";
import type { Jobs } from "../../../../server/jobs/jobs.ts";
import { tellSoon } from "../../../../server/sync/push/tell-soon.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const place = (projectId: string) => ({ companyId: "1", connectionId: "c", projectId });

function listening({ isReady = (): boolean => true, refuses = false } = {}) {
  const told: string[] = [];
  const sent: unknown[] = [];
  const jobs = {
    send: async (_name: string, load: unknown) => void sent.push(load),
    isReady,
  } as unknown as Jobs;
  const sync = (projectId: string) =>
    tellSoon({ jobs, durations: production }, place(projectId), async () => {
      if (refuses) throw new Error("refused");
      told.push(projectId);
    });
  return { sync, told, sent };
}

it("tells at once of the first, and of those that follow with one job", async () => {
  const { sync, told, sent } = listening();

  for (let record = 0; record < 50; record += 1) sync("77");

  expect([told, sent]).toEqual([["77"], []]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([told, sent]).toEqual([["77"], [place("77")]]);
});

it("lets no project wait for another", () => {
  const { sync, told } = listening();

  sync("77");
  sync("78");

  expect(told).toEqual(["77", "78"]);
});

it("tells at once again when the pause is over", async () => {
  const { sync, told, sent } = listening();
  sync("77");
  await vi.advanceTimersByTimeAsync(10_000);

  sync("77");

  expect([told, sent]).toEqual([["77", "77"], []]);
});

it("leaves to a job what was refused", async () => {
  const { sync, sent } = listening({ refuses: true });

  sync("77");
  await vi.advanceTimersByTimeAsync(0);

  expect(sent).toEqual([place("77")]);
});

it("leaves the rest to the next poll when the process stops", async () => {
  let isReady = true;
  const { sync, told, sent } = listening({ isReady: () => isReady });
  sync("77");
  sync("77");

  isReady = false;
  await vi.advanceTimersByTimeAsync(10_000);

  expect([told, sent]).toEqual([["77"], []]);
});
