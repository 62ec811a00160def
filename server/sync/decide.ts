import type { Knex } from "knex";
import { isApprovedCommitment, isApprovedRequisition } from "../procore/approval.ts";
import { findCompanyProject } from "../store/company-projects.ts";
import type { Connection, ConnectionSettings } from "../store/connections.ts";
import type { SyncRecord } from "../store/records.ts";
import { commitmentOf, requisitionOf } from "./snapshot.ts";

export type Decision = { isReady: true } | NotReady;

export interface NotReady {
  isReady: false;
  /** Reads on from "Waits for". */
  waiting: string;
  /**
   * The ERP has what Procore has taken back: the two differ until a person makes one of them right.
   */
  isTakenBack?: true;
}

const ready: Decision = { isReady: true };

export interface Circumstances {
  settings: ConnectionSettings;
  isProjectChosen: boolean;
}

export async function circumstancesOf(
  db: Knex,
  record: SyncRecord,
  { settings }: Connection,
): Promise<Circumstances> {
  const project =
    record.projectId === null
      ? undefined
      : await findCompanyProject(db, record.companyId, record.projectId);
  return { settings, isProjectChosen: project?.isChosen ?? false };
}

/** May this record go to the ERP now? If not, why not, in the words the panel shows. */
export function decide(record: SyncRecord, { settings, isProjectChosen }: Circumstances): Decision {
  if (record.kind === "vendor") return ready;
  if (!isProjectChosen) return wait("this project is not chosen in Settings");
  if (!settings.resourceTypes[record.kind]) {
    return wait(
      `${record.kind === "commitment" ? "commitments are" : "invoices are"} switched off in Settings`,
    );
  }
  if (!isApproved(record)) {
    return record.erpId === null ? wait("approval in Procore") : takenBack(record);
  }
  if (!settings.automaticSync && !record.isRequested) return wait("automatic sync is off");
  return ready;
}

function isApproved(record: SyncRecord): boolean {
  return record.kind === "requisition"
    ? isApprovedRequisition(requisitionOf(record))
    : isApprovedCommitment(commitmentOf(record));
}

function wait(waiting: string): NotReady {
  return { isReady: false, waiting };
}

function takenBack(record: SyncRecord): NotReady {
  const { status } = record.kind === "requisition" ? requisitionOf(record) : commitmentOf(record);
  const counterpart = record.kind === "requisition" ? "its bill" : "its purchase order";
  return {
    ...wait(
      `approval in Procore, where it is now "${status}", while ${counterpart} stays open in the ERP until someone closes it there`,
    ),
    isTakenBack: true,
  };
}
