import type { Actions } from "./api/parts.ts";
import { NotFoundError } from "./errors.ts";
import { beginInstallation, refreshProjects } from "./install/begin-installation.ts";
import { finishInstallation } from "./install/finish-installation.ts";
import { uninstall } from "./install/uninstall.ts";
import { listCompanies } from "./procore/companies.ts";
import { findConnection } from "./store/connections.ts";
import { connect, testConnection } from "./sync/connect.ts";
import { takeBaseline } from "./sync/detect-change.ts";
import type { SyncParts } from "./sync/parts.ts";
import { previewPush } from "./sync/preview-push.ts";
import { pushPending } from "./sync/push-pending.ts";
import { requestCommitment, requestPush, requestVendor } from "./sync/request-push.ts";

/** What `sync` and `install` do when a person asks in panel or console. */
export function createActions(parts: SyncParts): Actions {
  const { db, procore } = parts;

  return {
    async meetCommitment({ companyId, projectId, procoreId }) {
      const connection = await findConnection(db, companyId);
      return (
        connection &&
        takeBaseline(parts, connection, { companyId, kind: "commitment", procoreId, projectId })
      );
    },
    pushCommitment: (commitment, by) => requestCommitment(parts, commitment, by),
    pushRecord: (record, by) => requestPush(parts, record, by),
    createVendor: (commitment, by) => requestVendor(parts, commitment, by),
    preview: (commitment) => previewPush(parts, commitment),
    testConnection: (companyId, entered) => testConnection(parts, { companyId, ...entered }),
    connect: (companyId, entered) => connect(parts, { companyId, ...entered }),
    resume: (connection) => pushPending(parts, connection),
    async beginInstallation(companyId, { userId }) {
      const theirs = await listCompanies(procore, { userId });
      const company = theirs.find(({ id }) => id === companyId);
      if (!company) {
        throw new NotFoundError("You are not in this company in Procore, or it does not exist.");
      }
      await beginInstallation(parts, { companyId, name: company.name, userId });
      await refreshProjects(parts, companyId);
    },
    finishInstallation: (companyId) => finishInstallation(parts, companyId),
    uninstall: (companyId) => uninstall(parts, companyId),
  };
}
