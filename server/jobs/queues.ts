import type { QueueOptions } from "pg-boss";
import type { Durations } from "../durations.ts";
import type { TaskName, Tasks } from "./tasks.ts";

export interface QueuePolicy<Name extends TaskName> {
  /** Jobs of one key never run side by side; those that wait are merged into one. */
  key(payload: Tasks[Name]): string;
  /** Jobs of one share have at most `atOnce` workers (crew.ts), and take turns in a bulk. */
  share(payload: Tasks[Name]): string;
  atOnce: number;
  /** Several times `atOnce`: a job that waits costs only a heartbeat. Both count in one process. */
  workers: number;
  retries: number;
  /** Average pause before the first retry; it doubles, with jitter, up to `longestPause`. */
  delaySeconds: number;
  longestPause: keyof Durations["longestPauseSeconds"];
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

/** Polls, pulls and comparisons give up early: the clock sends them again. */
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
  // More than a connection has lanes: while a push works on our tables, another uses the lane.
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
  "reconcile-figures": {
    ...brief,
    atOnce: 1,
    workers: 4,
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
      `${payload.companyId}/${payload.connectionId}/${payload.projectId ?? (payload.isByClock ? "due" : payload.isCatchUp ? "missed" : "all")}`,
    share: (payload) => payload.companyId,
  },
  "repair-hooks": {
    ...patient,
    atOnce: 2,
    workers: 8,
    key: (payload) => payload.companyId,
    share: (payload) => payload.companyId,
  },
  "work-batch": {
    ...patient,
    atOnce: 1,
    workers: 4,
    key: (payload) => payload.companyId,
    share: (payload) => payload.companyId,
  },
  "keep-retention": {
    ...patient,
    atOnce: 1,
    workers: 2,
    key: (payload) => payload.companyId,
    share: (payload) => payload.companyId,
  },
  "erase-company": {
    ...patient,
    atOnce: 1,
    workers: 2,
    key: (payload) => payload.companyId,
    share: (payload) => payload.companyId,
  },
};

export const TASK_NAMES = Object.keys(QUEUES) as TaskName[];

/** pg-boss's minimum. Jobs of a killed process start again after this and a supervision round. */
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
