import type { QueueOptions } from "pg-boss";
import type { Durations } from "../durations.ts";
import type { TaskName, Tasks } from "./tasks.ts";

export interface QueuePolicy<Name extends TaskName> {
  /** Jobs of one key never run side by side, and those that wait to run are one job. */
  key(payload: Tasks[Name]): string;
  /**
   * Whose the job is: who waits for the same slow system, or fills the queue. Those who share have
   * no more than `atOnce` workers and leave some to the others (crew.ts); in a bulk of jobs they
   * take turns.
   */
  share(payload: Tasks[Name]): string;
  /** Of those who share, in one process. */
  atOnce: number;
  /** In one process. Several times `atOnce`: a job that waits costs a heartbeat, and holds no other. */
  workers: number;
  /** Tries after the first. */
  retries: number;
  /** Before the first retry, on average; doubles each time, with jitter, up to `longestPause`. */
  delaySeconds: number;
  longestPause: keyof Durations["longestPauseSeconds"];
  /** A try that takes longer is aborted and counts as failed. */
  longestTrySeconds: number;
}

const patient = {
  retries: 12,
  delaySeconds: 1,
  longestPause: "patient",
  longestTrySeconds: 300,
} as const;
const brief = {
  retries: 4,
  delaySeconds: 1,
  longestPause: "brief",
  longestTrySeconds: 900,
} as const;

/**
 * One line per queue. What is sent again by the clock (polls, pulls) gives up early; what nothing
 * repeats is patient.
 */
export const QUEUES: { [Name in TaskName]: QueuePolicy<Name> } = {
  "queue-deliveries": { ...patient, workers: 1, atOnce: 1, key: () => "all", share: () => "all" },
  "detect-change": {
    ...patient,
    atOnce: 4,
    workers: 16,
    key: (payload) =>
      `${payload.companyId}/${payload.connectionId}/${payload.kind}/${payload.procoreId}`,
    share: (payload) => payload.companyId,
  },
  // More at once than a connection's lanes: they are never idle while a push looks into our tables.
  "push-record": {
    ...patient,
    atOnce: 12,
    workers: 48,
    key: (payload) => `${payload.companyId}/${payload.connectionId}/${payload.recordId}`,
    share: (payload) => payload.connectionId,
  },
  "tell-procore": {
    ...patient,
    atOnce: 2,
    workers: 8,
    key: (payload) =>
      `${payload.companyId}/${payload.connectionId}/${payload.projectId ?? "company"}`,
    share: (payload) => payload.companyId,
  },
  "pull-payments": {
    ...brief,
    atOnce: 2,
    workers: 8,
    key: (payload) => `${payload.companyId}/${payload.connectionId}`,
    share: (payload) => payload.companyId,
  },
  "compare-counterparts": {
    ...brief,
    atOnce: 2,
    workers: 8,
    key: (payload) => `${payload.companyId}/${payload.connectionId}`,
    share: (payload) => payload.companyId,
  },
  "settle-payments": {
    ...patient,
    atOnce: 2,
    workers: 8,
    key: (payload) => `${payload.companyId}/${payload.connectionId}/${payload.parent}`,
    share: (payload) => payload.companyId,
  },
  "poll-changes": {
    ...brief,
    atOnce: 2,
    workers: 8,
    key: (payload) =>
      `${payload.companyId}/${payload.connectionId}/${payload.projectId ?? (payload.isByClock ? "due" : "all")}`,
    share: (payload) => payload.companyId,
  },
  "repair-hooks": {
    ...patient,
    atOnce: 2,
    workers: 8,
    key: (payload) => payload.companyId,
    share: (payload) => payload.companyId,
  },
};

export const TASK_NAMES = Object.keys(QUEUES) as TaskName[];

/**
 * The shortest that pg-boss allows: after a kill -9, jobs are taken up again this much later, and a
 * supervision round.
 */
const HEARTBEAT_SECONDS = 10;
export const SUPERVISE_SECONDS = 3;

const KEEP_DONE_SECONDS = 3_600;

export function queueOptions(
  name: TaskName,
  { longestPauseSeconds }: Durations,
): QueueOptions & { notify: boolean } {
  const { retries, delaySeconds, longestPause, longestTrySeconds } = QUEUES[name];
  return {
    retryLimit: retries,
    retryDelay: delaySeconds,
    retryBackoff: true,
    retryDelayMax: longestPauseSeconds[longestPause],
    expireInSeconds: longestTrySeconds,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: KEEP_DONE_SECONDS,
    notify: true,
  };
}
