/** What is written to the log; a word that is in it stays. */
export const auditActions = [
  "signed_in",
  "signed_out",
  "session_ended",
  "refused",
  "set_up_begun",
  "projects_read",
  "projects_chosen",
  "connection_tested",
  "connection_saved",
  "settings_saved",
  "set_up_finished",
  "webhook_secret_renewed",
  "exported",
  "uninstalled",
  "uninstalled_in_procore",
  "sync_requested",
  "retry_requested",
  "payments_requested",
  "vendor_requested",
  "linked",
  "difference_accepted",
  "reconcile_requested",
  "failures_acknowledged",
] as const;

export type AuditAction = (typeof auditActions)[number];
