import type { Reference, RetainageForm } from "../../connectors/documents.ts";
import { systemOf, whyUnsupported, wordsFor } from "../../connectors/index.ts";
import type { Scope } from "../../database/scope.ts";
import { kindOf } from "../../kinds/index.ts";
import { documentKindOf } from "../../kinds/kind.ts";
import { totalOfRecord } from "../../kinds/total-of.ts";
import { type CompanyProject, findCompanyProject } from "../../store/company-projects.ts";
import type { Connection } from "../../store/connections.ts";
import { HELD_BY } from "../../store/held-back.ts";
import type { SyncRecord } from "../../store/records.ts";
import { besideOf } from "./beside.ts";
import { turnedText, turnOf } from "./turned.ts";

export type Decision = { isReady: true } | NotReady;

export interface NotReady {
  isReady: false;
  /** Continues the sentence "Waits for …". */
  waiting: string;
  /** Procore took back what the ERP has: a person makes both sides equal. */
  isTakenBack?: true;
  /** Nothing is to be sent, and `waiting` says why: that is no wait, and no failure. */
  isNothing?: true;
}

export function sentenceOf({ waiting, isNothing }: NotReady): string {
  const text = isNothing ? `Nothing is sent: ${waiting}` : `Waits for ${waiting}`;
  return text.endsWith(".") ? text : `${text}.`;
}

const ready: Decision = { isReady: true };

export interface Circumstances {
  connection: Pick<Connection, "settings" | "system">;
  isProjectChosen: boolean;
  project: Reference | undefined;
  retainage: RetainageForm;
}

export async function circumstancesOf(
  scope: Scope,
  record: SyncRecord,
  connection: Connection,
): Promise<Circumstances> {
  const { companyId, projectId } = record;
  const found =
    projectId === null ? undefined : await findCompanyProject(scope, companyId, projectId);
  const { retainage } = await besideOf(scope, record, connection);
  return circumstances(connection, found, retainage);
}

export function circumstances(
  connection: Connection,
  found: CompanyProject | undefined,
  retainage: RetainageForm,
): Circumstances {
  const project = found && {
    id: found.projectId,
    code: found.number ?? undefined,
    name: found.name,
  };
  return { connection, isProjectChosen: found?.isChosen ?? false, project, retainage };
}

export function decide(
  record: SyncRecord,
  { connection: { settings, system }, isProjectChosen, retainage }: Circumstances,
): Decision {
  const kind = kindOf(record);
  if (kind.isMasterData) return ready;
  const snapshot = kind.parse(record.snapshot);
  if (kind.scope === "project" && !isProjectChosen) {
    return wait(HELD_BY.project);
  }
  if (!settings.resourceTypes[kind.name]) {
    return wait(`${kind.words.many} ${HELD_BY.resourceType}`);
  }
  const whyNot = whyUnsupported(systemOf({ system }), kind.head(snapshot).document);
  if (whyNot) return wait(whyNot.replace(/\.$/, ""));
  const { isApproved, status } = kind.approval(snapshot);
  if (!isApproved && record.erpId === null) return wait("approval in Procore");
  if (!isApproved) return takenBack(status, wordOf(record, system));
  const { document, nothing, isTurned } = turnOf(record, retainage);
  const mayBeThere = record.erpId !== null || record.attemptingSince !== null;
  if (isTurned && record.erpId !== null) {
    return { ...wait(turnedText(record, { system, retainage })), isTakenBack: true };
  }
  if (isTurned && mayBeThere) return wait("its last write, which is looked up first");
  if (nothing) return { ...wait(nothing), isNothing: true };
  const declined = systemOf({ system }).declines?.(document, settings.own);
  if (declined && record.erpId === null) {
    const amount = totalOfRecord(record)?.toFixed(2);
    return { ...wait(`it comes to ${amount ?? "an amount"}, and ${declined}`), isNothing: true };
  }
  if (isFromBefore(record)) return wait("Sync now: it is from before Crosstie");
  if (!settings.automaticSync && !record.isRequested) return wait(HELD_BY.automaticSync);
  return ready;
}

/** A record from before Crosstie may be in the books under a number that we do not know. */
export function isFromBefore({ kind, status, isRequested }: SyncRecord): boolean {
  return !kindOf({ kind }).isMasterData && status === "not_integrated" && !isRequested;
}

/** What the ERP calls the document, for use in a sentence: "vendor bill". */
export function wordOf(record: Pick<SyncRecord, "document">, system: Connection["system"]): string {
  return wordsFor(systemOf({ system }), documentKindOf(record)).one.toLowerCase();
}

function wait(waiting: string): NotReady {
  return { isReady: false, waiting };
}

function takenBack(status: string, word: string): NotReady {
  return {
    ...wait(
      `approval in Procore, where it is now "${status}", while its ${word} stays open in the ERP until someone closes it there`,
    ),
    isTakenBack: true,
  };
}
