import { now, type ProcoreState } from "../state.ts";

const HOUR = 3_600_000;
const SPIKE = 10_000;

/**
 * Counts a call in both windows and says what the headers must tell: the window nearer to running
 * out.
 */
export function countCall(
  state: ProcoreState,
  clientId: string,
): { headers: Record<string, string>; isOver: boolean } {
  const at = now(state).getTime();
  const windows = state.rateWindows.get(clientId) ?? {
    hour: { startedAt: at, count: 0 },
    spike: { startedAt: at, count: 0 },
  };
  state.rateWindows.set(clientId, windows);
  if (at - windows.hour.startedAt >= HOUR) windows.hour = { startedAt: at, count: 0 };
  if (at - windows.spike.startedAt >= SPIKE) windows.spike = { startedAt: at, count: 0 };
  const limits = [
    { limit: state.rateLimits.perHour, window: windows.hour, length: HOUR },
    { limit: state.rateLimits.perTenSeconds, window: windows.spike, length: SPIKE },
  ];
  const isOver = limits.some(({ limit, window }) => window.count >= limit);
  if (!isOver) for (const { window } of limits) window.count += 1;
  const [nearest] = limits.toSorted(
    (one, other) => one.limit - one.window.count - (other.limit - other.window.count),
  );
  if (!nearest) return { headers: {}, isOver };
  // The reset instant is told in real time, so that a client with its own clock waits the right
  // while.
  const resetsAt = Math.ceil(
    (nearest.window.startedAt + nearest.length - state.clockOffsetMs) / 1_000,
  );
  return {
    headers: rateHeaders(
      nearest.limit,
      Math.max(0, nearest.limit - nearest.window.count),
      resetsAt,
    ),
    isOver,
  };
}

export function rateHeaders(
  limit: number,
  remaining: number,
  resetsAt: number,
): Record<string, string> {
  return {
    "x-rate-limit-limit": `${limit}`,
    "x-rate-limit-remaining": `${remaining}`,
    "x-rate-limit-reset": `${resetsAt}`,
  };
}

/** Procore's answer to too many calls. `headers` as `rateHeaders` makes them. */
export function tooMany(state: ProcoreState, headers: Record<string, string>): Response {
  const seconds = Math.max(
    1,
    Number.parseInt(headers["x-rate-limit-reset"] ?? "0", 10) - Math.floor(Date.now() / 1_000),
  );
  const all = state.rateLimits.sendRetryAfter
    ? { ...headers, "retry-after": `${seconds}` }
    : headers;
  return Response.json(
    { errors: "You have surpassed the max number of requests for the rate limit window" },
    { status: 429, headers: all },
  );
}
