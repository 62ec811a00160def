import { expect, it, vi } from "vitest";
import { persist } from "../../../../server/connectors/netsuite/persist.ts";
import type { Answer, Exchange } from "../../../../server/wire/exchange.ts";

const answer = (status: number, body?: unknown, headers: Record<string, string> = {}): Answer => ({
  kind: "answer",
  status,
  headers: new Headers(headers),
  body,
  isReadable: true,
  text: "",
});
const html = (status: number): Answer => ({ ...answer(status), isReadable: false });
const noAnswer = (wasSent: boolean): Exchange => ({
  kind: "no answer",
  wasSent,
  reason: "ECONNRESET",
  cause: new Error("reset"),
});
const refused = (code: string, detail: string) => ({
  "o:errorDetails": [{ detail, "o:errorCode": code, "o:errorPath": "entity" }],
});
const busy = (status: number, headers?: Record<string, string>) =>
  answer(status, refused("CONCURRENCY_LIMIT_EXCEEDED", "Request blocked."), headers);

function play(exchanges: Exchange[], { isWrite = false } = {}) {
  const pauses: number[] = [];
  const attempt = vi.fn(async () => exchanges.shift() ?? answer(204));
  const renew = vi.fn();
  const outcome = persist(attempt, { isWrite, renew, pause: async (ms) => void pauses.push(ms) });
  return { outcome, pauses, attempt, renew };
}

it("comes back after a refusal for concurrency, whatever its status, with growing delays", async () => {
  const { outcome, pauses } = play([busy(429), busy(400), busy(429), busy(400), answer(204)], {
    isWrite: true,
  });

  await expect(outcome).resolves.toMatchObject({ status: 204 });
  expect(pauses).toHaveLength(4);
  expect(
    pauses
      .map((ms, index) => ms / 1000 / 2 ** index)
      .every((factor) => factor >= 0.5 && factor <= 1),
  ).toBe(true);
});

it("gives up after five refusals for concurrency and says when to come back", async () => {
  const { outcome, attempt } = play(Array.from({ length: 9 }, () => busy(429)));

  await expect(outcome).rejects.toMatchObject({
    code: "rate_limited",
    retryable: true,
    retryAt: expect.any(Date),
  });
  expect(attempt).toHaveBeenCalledTimes(5);
});

it("waits as long as Retry-After says", async () => {
  const { outcome, pauses } = play([busy(429, { "retry-after": "30" })]);

  await outcome;

  expect(pauses).toEqual([30_000]);
});

it("does not hold a worker for a long Retry-After", async () => {
  const { outcome, attempt } = play([busy(429, { "retry-after": "900" })]);

  const error = await outcome.catch((caught: { retryAt: Date }) => caught);

  expect(attempt).toHaveBeenCalledTimes(1);
  expect((error as { retryAt: Date }).retryAt.getTime()).toBeGreaterThan(Date.now() + 800_000);
});

it("does not repeat a write whose outcome is unknown", async () => {
  for (const lost of [
    noAnswer(true),
    answer(500),
    answer(502),
    answer(503),
    answer(504),
    html(200),
    html(502),
    answer(302),
  ]) {
    const { outcome, attempt } = play([lost], { isWrite: true });

    await expect(outcome).rejects.toMatchObject({ code: "unknown_outcome", retryable: true });
    expect(attempt).toHaveBeenCalledTimes(1);
  }
});

it("repeats a write that never left", async () => {
  const { outcome } = play([noAnswer(false)], { isWrite: true });

  await expect(outcome).resolves.toMatchObject({ status: 204 });
});

it("repeats a read a few times, then leaves it to the job", async () => {
  await expect(play([noAnswer(true), answer(502), answer(200, {})]).outcome).resolves.toMatchObject(
    {
      status: 200,
    },
  );
  await expect(play([html(200), html(503), html(200)]).outcome).rejects.toMatchObject({
    code: "remote",
    retryable: true,
  });
});

it("renews the sign-in once", async () => {
  const { outcome, renew } = play([answer(401), answer(200, {})]);

  await outcome;

  expect(renew).toHaveBeenCalledTimes(1);
});

it("says that the credentials are refused when a new token is refused too", async () => {
  await expect(play([answer(401), answer(401)]).outcome).rejects.toMatchObject({
    code: "credentials_refused",
    retryable: false,
  });
});

it("keeps NetSuite's own words, code and path", async () => {
  const { outcome } = play([answer(400, refused("USER_ERROR", "The period is closed."))], {
    isWrite: true,
  });

  await expect(outcome).rejects.toMatchObject({
    code: "remote",
    retryable: false,
    reason: "The period is closed. (at entity)",
    remoteCode: "USER_ERROR",
    remoteStatus: 400,
  });
});
