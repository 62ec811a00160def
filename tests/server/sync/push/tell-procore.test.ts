import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { production } from "../../../../server/durations.ts";
import type { Jobs } from "../../../../server/jobs/jobs.ts";
import { tellSoon } from "../../../../server/sync/push/tell-procore.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const place = (projectId: string) => ({ companyId: "1", connectionId: "c", projectId });

function listening({ isReady = (): boolean => true } = {}) {
  const sent: unknown[] = [];
  const jobs = {
    send: async (_name: string, payload: unknown) => void sent.push(payload),
    isReady,
  } as unknown as Jobs;
  return { parts: { jobs, durations: production }, sent };
}

it("sends one job at once and one after the pause, however many records of a project are synced", async () => {
  const { parts, sent } = listening();

  for (let record = 0; record < 50; record += 1) await tellSoon(parts, place("77"));

  expect(sent).toEqual([place("77")]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent).toEqual([place("77"), place("77")]);
});

it("lets no project wait for another", async () => {
  const { parts, sent } = listening();

  await tellSoon(parts, place("77"));
  await tellSoon(parts, place("78"));

  expect(sent).toEqual([place("77"), place("78")]);
});

it("sends at once again when the pause is over", async () => {
  const { parts, sent } = listening();
  await tellSoon(parts, place("77"));
  await vi.advanceTimersByTimeAsync(10_000);

  await tellSoon(parts, place("77"));

  expect(sent).toHaveLength(2);
});

it("leaves the rest to the next poll when the process stops", async () => {
  let isReady = true;
  const { parts, sent } = listening({ isReady: () => isReady });
  await tellSoon(parts, place("77"));
  await tellSoon(parts, place("77"));

  isReady = false;
  await vi.advanceTimersByTimeAsync(10_000);

  expect(sent).toHaveLength(1);
});
