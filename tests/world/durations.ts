import type { Durations } from "../../server/durations.ts";

/** About a tenth of production's, as far as the queue allows. */
export const short: Durations = {
  tickMs: 1_000,
  dueJobsMs: 500,
  longestPauseSeconds: { patient: 1, brief: 1 },
  firstCallPauseMs: 100,
  sendAgainMs: 100,
  underWayMs: 5_000,
  tryAnewMs: 60_000,
  mayLandMs: 5_000,
  betweenTellsMs: 100,
  betweenPollsInsteadMs: 500,
  deliveryWithinMs: 1_500,
  connectedForMs: 50,
  earlierSecretMs: 60_000,
  leaveProcoreMs: 3_000,
};
