import type { Claim } from "../../server/jobs/claim.ts";

/** Of a task that a test calls itself: nobody else can have it. */
export const heldClaim: Claim = { check: async () => {}, hold: async () => {} };
