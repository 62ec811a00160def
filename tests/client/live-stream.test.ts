import { expect, it } from "vitest";
import { waitAfter } from "../../client/api/live-stream.ts";
import { isTouched } from "../../client/api/live.ts";
import { readEvents } from "../../client/api/read-events.ts";
import { RefusalError } from "../../client/api/refusal-error.ts";
import { waitBefore } from "../../client/api/retry.ts";
import type { LiveEvent } from "../../server/api/contract.ts";

async function read(...chunks: Uint8Array[]) {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  return Array.fromAsync(readEvents(body));
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

it("reads events however the network cuts them", async () => {
  const whole = bytesOf(
    '\ufeffevent: changed\r\ndata: {"a":\r\ndata: "é"}\r\n\r\n:heartbeat\n\nevent: changed\ndata:2\n\n',
  );
  const expected = [
    { event: "changed", data: '{"a":\n"é"}' },
    { event: "changed", data: "2" },
  ];

  expect(await read(whole)).toMatchObject(expected);
  expect(await read(...Array.from(whole, (byte) => Uint8Array.of(byte)))).toMatchObject(expected);
  expect(await read(whole)).toHaveLength(2);
});

it("gives up a line that never ends", async () => {
  const part = bytesOf("x".repeat(400_000));

  await expect(read(bytesOf("data: "), part, part, part)).rejects.toThrow("buffer");
});

it("gives out no event that was cut off", async () => {
  expect(await read(bytesOf("event: changed\ndata: 1"))).toEqual([]);
});

it("waits longer after each failure, and never much longer than half a minute", () => {
  const waits = [0, 1, 2, 3, 10].map((failures) => waitAfter(failures, 0.5));

  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 30_000]);
});

const refused = (retryAt: Date | null) =>
  new RefusalError({
    code: "rate_limited",
    message: "Procore: too many calls",
    status: 503,
    retryAt,
  });

it("asks again when the other system answers again, and never after more than a minute", () => {
  const inAMoment = waitBefore(refused(new Date(Date.now() + 8_000)), 5, 0);

  expect(inAMoment).toBeGreaterThan(7_000);
  expect(inAMoment).toBeLessThanOrEqual(8_000);
  expect(waitBefore(refused(new Date(Date.now() + 3_600_000)), 1, 0)).toBe(60_000);
  expect([1, 2, 3, 9].map((count) => waitBefore(refused(null), count, 0.5))).toEqual([
    5_000, 10_000, 20_000, 60_000,
  ]);
});

const event = (change: Partial<LiveEvent>): LiveEvent => ({
  what: "record",
  projectId: "2",
  parent: "commitment:3",
  ...change,
});

it.each([
  ["/companies/1/projects/2/commitments/3", event({}), true],
  ["/companies/1/projects/2/commitments/33", event({}), false],
  ["/companies/1/projects/2/commitments/3", event({ parent: null, what: "run" }), true],
  ["/companies/1/projects/2/commitments/3/preview", event({}), false],
  ["/companies/1/activities?tab=failed&limit=50", event({ what: "activity" }), true],
  ["/companies/1/activities?tab=failed&limit=50", event({ what: "settings" }), false],
  ["/companies/1/projects/2/commitments", event({}), true],
  ["/companies/1/projects/5/commitments", event({}), false],
  ["/companies/1/projects/5/commitments", event({ projectId: null, what: "run" }), true],
  ["/companies/1/installation", event({ what: "settings" }), true],
  ["/companies/1/installation", event({ what: "run", parent: null }), true],
  ["/companies/1/installation", event({}), false],
])("of %s and an event, knows whether it is out of date (%#)", (key, happened, touched) => {
  expect(isTouched(key, happened)).toBe(touched);
});
