import type { Scope } from "../database/scope.ts";
import { type Actor, addAuditEntry, type Facts } from "../store/audit-log.ts";
import type { AuditAction } from "./actions.ts";
import { bounded, cut } from "./bounded.ts";

export type { Actor, Facts } from "../store/audit-log.ts";
export type { AuditAction } from "./actions.ts";

export interface Act {
  companyId: string;
  by: Actor;
  action: AuditAction;
  /** What it was done to: a kind, its id there, and what people call it. */
  subject: { kind: string; id: string; name: string };
  before?: Facts;
  after?: Facts;
}

/** Call it last in the transaction of the change: both are kept, or neither. Never hand it a secret. */
export async function audit(
  scope: Scope,
  { companyId, by, action, subject, before, after }: Act,
): Promise<void> {
  await addAuditEntry(scope, {
    ...by,
    companyId,
    login: by.login && cut(by.login),
    name: cut(by.name),
    address: by.address && cut(by.address),
    action,
    subjectKind: subject.kind,
    subjectId: cut(subject.id),
    subjectName: cut(subject.name),
    before: before ? bounded(before) : null,
    after: after ? bounded(after) : null,
  });
}
