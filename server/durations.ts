/** How long the app waits by its own choice. Tests hand in shorter times. */
export interface Durations {
  tickMs: number;
  /** Between two looks for jobs whose start time has come: nothing tells the workers of those. */
  dueJobsMs: number;
  /** Pauses between the tries of a job double up to this. */
  longestPauseSeconds: { patient: number; brief: number };
  /** Before a job repeats a call to an ERP; each further pause is twice as long. */
  firstCallPauseMs: number;
  /** Before a push that could not begin is queued again. */
  sendAgainMs: number;
  /** A write counts as under way this long: a stalled process may lose its job and still write. */
  underWayMs: number;
  /** After the last try of a job that nothing else sends again soon. */
  tryAnewMs: number;
  /** A write may land this late. NetSuite help, "REST Web Services Request Timeout": 15 minutes. */
  mayLandMs: number;
  /** At most one `tell-procore` job for a project in this time. */
  betweenTellsMs: number;
  /** At most one poll of a company in this time because of deliveries that are dropped. */
  betweenPollsInsteadMs: number;
  /** A delivery that is not here by then is cut off: nobody may hold the door open. */
  deliveryWithinMs: number;
  /** For so long a company counts as having the app after Procore has said so, or did not answer. */
  connectedForMs: number;
  /** After a renewal; Procore repeats a delivery for 12 hours. Its docs: "Webhooks", Retries. */
  earlierSecretMs: number;
  /** So long an erasure waits for Procore to let it take the hooks away. */
  leaveProcoreMs: number;
}

export const production: Durations = {
  tickMs: 10_000,
  dueJobsMs: 2_000,
  longestPauseSeconds: { patient: 300, brief: 60 },
  firstCallPauseMs: 1_000,
  sendAgainMs: 1_000,
  underWayMs: 30_000,
  tryAnewMs: 15 * 60_000,
  mayLandMs: 16 * 60_000,
  betweenTellsMs: 1_000,
  betweenPollsInsteadMs: 60_000,
  deliveryWithinMs: 10_000,
  connectedForMs: 5_000,
  earlierSecretMs: 13 * 3_600_000,
  leaveProcoreMs: 24 * 3_600_000,
};
