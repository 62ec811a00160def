import { log } from "../../log.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Tasks } from "../../jobs/tasks.ts";
import type { SyncParts } from "../parts.ts";

type Place = Tasks["tell-procore"];

interface Pause {
  isAskedAgain: boolean;
}

const pauses = new WeakMap<Jobs, Map<string, Pause>>();

/**
 * Sends `tell-procore`, at once or after the pause that follows each: one call tells Procore of all
 * records of a project. Call it after the commit. What a crash or a
 * failure leaves untold, the next poll finds.
 */
export async function tellSoon(
  { jobs, durations }: Pick<SyncParts, "jobs" | "durations">,
  { companyId, connectionId, projectId }: Place,
): Promise<void> {
  const place = { companyId, connectionId, projectId };
  const paused = pauses.get(jobs) ?? new Map<string, Pause>();
  pauses.set(jobs, paused);
  const key = `${companyId}/${connectionId}/${projectId}`;
  const known = paused.get(key);
  if (known) {
    known.isAskedAgain = true;
    return;
  }
  const pause = { isAskedAgain: false };
  paused.set(key, pause);
  setTimeout(() => {
    paused.delete(key);
    if (pause.isAskedAgain && jobs.isReady()) void tellSoon({ jobs, durations }, place);
  }, durations.betweenTellsMs).unref();
  await jobs
    .send("tell-procore", place)
    .catch((error: unknown) =>
      log.warn({ err: error, ...place }, "could not queue tell-procore; the next poll will"),
    );
}
