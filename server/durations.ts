/** How long the app waits of its own accord. Tests hand in shorter ones. */
export interface Durations {
  /** Between two ticks. */
  tickMs: number;
  /** Between two looks for jobs whose time has come: nothing tells workers of those. */
  dueJobsMs: number;
  /** The longest pause before a job is tried again: pauses double up to here. */
  longestPauseSeconds: { patient: number; brief: number };
  /** Before a call to an ERP is repeated in the same job; each doubles the one before. */
  firstCallPauseMs: number;
  /** Before a push that could not begin is sent again. */
  sendAgainMs: number;
  /**
   * So long a write to an ERP counts as under way, unless it is known to have ended: a process that
   * stalls may lose its job to another while its write goes on.
   */
  underWayMs: number;
  /** After the last try of a job that nothing else sends again before long. */
  tryAnewMs: number;
  /**
   * So long an ERP, or Procore, may go on with a write whose connection broke: until then its
   * outcome is unknown. Source: NetSuite help, "REST Web Services Request Timeout": 15 minutes.
   * Procore names no time.
   */
  mayLandMs: number;
  /**
   * At most one job in this time tells Procore of a project's records, however many are synced.
   */
  betweenTellsMs: number;
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
};
