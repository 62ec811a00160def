import type { Actor } from "../server/audit/audit.ts";

/** A person who acts where no request does. */
export const anActor: Actor = {
  actor: "person",
  userId: "1",
  login: "actor@example.com",
  name: "Some Actor",
  address: null,
  requestId: null,
};
