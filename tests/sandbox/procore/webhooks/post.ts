import { now, type ProcoreState } from "../state.ts";
import type { Attempt, Delivery, Hook } from "./records.ts";

/** One try: anything but a 2xx within the time limit is a failure. Redirects are not followed. */
export async function post(state: ProcoreState, hook: Hook, delivery: Delivery): Promise<Attempt> {
  const startedAt = now(state).toISOString();
  const done = (rest: Omit<Attempt, "startedAt" | "completedAt">): Attempt => ({
    startedAt,
    completedAt: now(state).toISOString(),
    ...rest,
  });
  try {
    const response = await fetch(hook.destinationUrl, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(hook.authorization ? { authorization: hook.authorization } : {}),
      },
      body: JSON.stringify(delivery.payload),
      redirect: "manual",
      signal: AbortSignal.timeout(state.webhookOptions.timeoutMs),
    });
    const body = (await response.text()).slice(0, 1_000);
    return done({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body,
      error: null,
    });
  } catch (error) {
    return done({
      status: null,
      headers: {},
      body: "",
      error: error instanceof Error ? error.message : String(error),
    });
  }
}
