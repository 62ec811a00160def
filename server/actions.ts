import type { Actions } from "./api/parts.ts";
import { inCompany } from "./database/scope.ts";
import { NotFoundError } from "./errors.ts";
import { endSession, type EndParts } from "./install/end-session.ts";
import { requestErasure } from "./install/erase.ts";
import {
  beginInstallation,
  finishInstallation,
  refreshProjects,
  uninstall,
} from "./install/installation.ts";
import { renewWebhookSecret } from "./install/webhook-secret.ts";
import { keyOf } from "./kinds/kind.ts";
import { listCompanies } from "./procore/people.ts";
import { findConnection } from "./store/connections-in-use.ts";
import { connect, testConnection } from "./sync/connect.ts";
import { recordBaseline } from "./sync/detect/read-record.ts";
import type { SyncParts } from "./sync/parts.ts";
import { requestMasterData } from "./sync/push/choose-counterpart.ts";
import { link } from "./sync/push/link-document.ts";
import { previewPush } from "./sync/push/preview-push.ts";
import { pushPending } from "./sync/push/push-pending.ts";
import { requestPush, requestWithChildren } from "./sync/push/request-push.ts";
import { retryProblem } from "./sync/push/retry-problem.ts";
import { resolve } from "./sync/reconcile/resolve.ts";
import { setRightPayments } from "./sync/reconcile/set-right-payments.ts";
import { sideBySide } from "./sync/reconcile/side-by-side.ts";

export function createActions(parts: SyncParts & EndParts): Actions {
  const { db, procore } = parts;

  return {
    async recordBaseline(place) {
      const connection = await inCompany(db, place.companyId, (scope) =>
        findConnection(scope, place.companyId),
      );
      return connection && recordBaseline(parts, connection, place);
    },
    pushCommitment: (commitment, by) => requestWithChildren(parts, commitment, by),
    pushRecord: (record, by, action = "sync_requested") =>
      requestPush(parts, record, { by, action }),
    retryProblem: (asked) => retryProblem(parts, asked),
    createVendor: (record, choice) => requestMasterData(parts, record, choice),
    link: (record, choice) => link(parts, record, choice),
    compare: (record) => sideBySide(parts, record),
    resolve: (record, choice) => resolve(parts, record, choice),
    preview: (commitment) => previewPush(parts, commitment),
    setRightPayments: ({ companyId, connectionId, ...contract }, seen) =>
      setRightPayments(parts, { companyId, connectionId, parent: keyOf(contract) }, seen),
    testConnection: (companyId, entered) => testConnection(parts, { companyId, ...entered }),
    connect: (companyId, entered, by) => connect(parts, { companyId, ...entered }, by),
    resume: (connection) => pushPending(parts, connection),
    async beginInstallation(companyId, { userId }, by) {
      const theirs = await listCompanies(procore, { userId });
      const company = theirs.find(({ id }) => id === companyId);
      if (!company) {
        throw new NotFoundError("You are not in this company in Procore, or it does not exist.");
      }
      await beginInstallation(parts, { companyId, name: company.name, userId }, by);
      await refreshProjects(parts, companyId);
    },
    finishInstallation: (companyId, by) => finishInstallation(parts, companyId, by),
    renewWebhookSecret: (companyId, by) => renewWebhookSecret(parts, { companyId, by }),
    requestErasure: (companyId, companyName, by) =>
      requestErasure(parts, { companyId, companyName, by }),
    uninstall: (companyId, by) => uninstall(parts, companyId, by),
    endSession: (session, how) => endSession(parts, session, how),
  };
}
