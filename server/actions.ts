import type { Logger } from "pino";
import type { Actions } from "./api/parts.ts";
import { NotFoundError } from "./errors.ts";
import { beginInstallation, refreshProjects } from "./install/begin-installation.ts";
import { type HookParts, ensureHooks } from "./install/ensure-hooks.ts";
import { uninstall } from "./install/uninstall.ts";
import { listCompanies } from "./procore/companies.ts";
import type { OAuth } from "./procore/oauth.ts";
import { setCompanyStatus } from "./store/companies.ts";
import { findConnection } from "./store/connections.ts";
import { pendingRecords } from "./store/records.ts";
import { connect, testConnection } from "./sync/connect.ts";
import { takeBaseline } from "./sync/detect-change.ts";
import { openConnector } from "./sync/open-connector.ts";
import type { SyncParts } from "./sync/parts.ts";
import { previewPush } from "./sync/preview-push.ts";
import { requestCommitment, requestPush, requestVendor } from "./sync/request-push.ts";

const documentKinds = { vendor: "vendor", commitment: "purchase_order", requisition: "vendor_bill" } as const;

export interface ActionParts extends SyncParts {
  oauth: OAuth;
  log: Logger;
  webhookUrl: string;
}

/** What `sync` and `install` do when a person asks in panel or console. */
export function createActions(parts: ActionParts): Actions {
  const { db, jobs, procore } = parts;
  const hookParts: HookParts = parts;

  return {
    async meetCommitment({ companyId, projectId, procoreId }) {
      const connection = await findConnection(db, companyId);
      return connection && takeBaseline(parts, connection, { companyId, kind: "commitment", procoreId, projectId });
    },
    pushCommitment: (commitment, by) => requestCommitment(parts, commitment, by),
    pushRecord: (record, by) => requestPush(parts, record, by),
    createVendor: (commitment, by) => requestVendor(parts, commitment, by),
    preview: (commitment) => previewPush(parts, commitment),
    webUrl: (connection, kind, erpId) => openConnector(parts, connection).webUrl(documentKinds[kind], erpId),
    testConnection: (companyId, credentials) => testConnection(parts, { companyId, system: "netsuite", credentials }),
    connect: (companyId, credentials) => connect(parts, { companyId, system: "netsuite", credentials }),
    async resume(connection) {
      const { companyId, connectionId } = connection;
      const records = await pendingRecords(db, connection);
      await jobs.sendMany("push-record", records.map(({ recordId }) => ({ companyId, connectionId, recordId })));
    },
    async beginInstallation(companyId, { userId }) {
      const theirs = await listCompanies(procore, { userId });
      const company = theirs.find(({ id }) => id === companyId);
      if (!company) throw new NotFoundError("You are not in this company in Procore, or it does not exist.");
      await beginInstallation(parts, { companyId, name: company.name, userId });
      await refreshProjects(parts, companyId);
    },
    async finishInstallation(companyId) {
      await setCompanyStatus(db, companyId, "active");
      await ensureHooks(hookParts, companyId);
      await jobs.send("poll-changes", { companyId });
    },
    uninstall: (companyId) => uninstall({ ...hookParts, oauth: parts.oauth }, companyId),
  };
}
