import type { Jobs } from "../../jobs/jobs.ts";
import type { Tasks } from "../../jobs/tasks.ts";
import { log } from "../../log.ts";
import type { SyncParts } from "../parts.ts";

type Place = Tasks["tell-procore"];
type Parts = Pick<SyncParts, "jobs" | "durations">;

interface Pause {
  isAskedAgain: boolean;
}

const pausesByJobs = new WeakMap<Jobs, Map<string, Pause>>();

/** Call it after the commit. The first record is told at once; those soon after share one job. */
export function tellSoon(
  parts: Parts,
  { companyId, connectionId, projectId }: Place,
  tell: () => Promise<void>,
): void {
  const place = { companyId, connectionId, projectId };
  const pause = pausesOf(parts).get(keyOf(place));
  if (pause) {
    pause.isAskedAgain = true;
    return;
  }
  begin(parts, place);
  // What Procore refuses now, the job tries again.
  void tell().catch(() => send(parts, place));
}

function begin(parts: Parts, place: Place): void {
  const pauses = pausesOf(parts);
  const pause = { isAskedAgain: false };
  pauses.set(keyOf(place), pause);
  setTimeout(() => {
    pauses.delete(keyOf(place));
    if (!pause.isAskedAgain || !parts.jobs.isReady()) return;
    begin(parts, place);
    void send(parts, place);
  }, parts.durations.betweenTellsMs).unref();
}

function send({ jobs }: Parts, place: Place): Promise<void> {
  return jobs
    .send("tell-procore", place)
    .catch((error: unknown) =>
      log.warn({ err: error, ...place }, "could not queue tell-procore; the next poll will"),
    );
}

function pausesOf({ jobs }: Parts): Map<string, Pause> {
  const known = pausesByJobs.get(jobs) ?? new Map<string, Pause>();
  pausesByJobs.set(jobs, known);
  return known;
}

const keyOf = ({ companyId, connectionId, projectId }: Place) =>
  `${companyId}/${connectionId}/${projectId}`;
