import type { AuditAction, AuditEntry } from "../../../server/api/contract.ts";

/** After the name of who did it. */
export const actionWords: Record<AuditAction, string> = {
  signed_in: "Signed in",
  signed_out: "Signed out",
  session_ended: "Ended a session",
  refused: "Was refused",
  set_up_begun: "Began the set-up",
  projects_read: "Read the projects anew",
  projects_chosen: "Chose projects",
  connection_tested: "Tested the connection",
  connection_saved: "Saved the connection",
  settings_saved: "Changed settings",
  set_up_finished: "Finished the set-up",
  webhook_secret_renewed: "Renewed the webhook secret",
  exported: "Exported everything",
  uninstalled: "Uninstalled Crosstie",
  uninstalled_in_procore: "Uninstalled in Procore",
  sync_requested: "Asked for a sync",
  retry_requested: "Asked for a retry",
  payments_requested: "Asked for payments",
  vendor_requested: "Asked for a new vendor",
  linked: "Linked",
  activities_exported: "Exported activities",
  difference_accepted: "Let a difference stand",
  reconcile_requested: "Asked for a reconciliation",
  failures_acknowledged: "Took note of failures",
  invoice_shared: "Made a link to an invoice’s standing",
  paid_notice_asked: "Asked to be told of a payment",
  paid_notice_ended: "Asked no more to be told of a payment",
  batch_started: "Began to act on many activities",
  batch_stopped: "Stopped acting on many activities",
  batch_ended: "Acted on many activities",
  activities_archived: "Archived activities",
  activities_erased: "Erased archived activities",
  retention_saved: "Changed the retention",
};

export const actorWords: Record<Exclude<AuditEntry["actor"], "person">, string> = {
  operator: "An operator of Crosstie",
  procore: "Procore",
  crosstie: "Crosstie",
};
