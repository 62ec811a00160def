import { inCompany } from "../../../database/scope.ts";
import { AppError, RemoteError } from "../../../errors.ts";
import type { Task } from "../../../jobs/tasks.ts";
import { kindOf } from "../../../kinds/index.ts";
import { keyOf } from "../../../kinds/kind.ts";
import { chosenProjects, type CompanyProject } from "../../../store/company-projects.ts";
import { connectionById } from "../../../store/connections-in-use.ts";
import type { Connection } from "../../../store/connections.ts";
import { paymentsOfRecords } from "../../../store/payments.ts";
import {
  type FigureName,
  forgetReconciled,
  type Reconciled,
  saveReconciled,
} from "../../../store/reconciled.ts";
import { recordsOfProject } from "../../../store/record-lists.ts";
import type { SyncRecord } from "../../../store/records.ts";
import { finishRun, noteProgress } from "../../../store/runs.ts";
import { openConnector, payablesOf } from "../../open-connector.ts";
import type { SyncParts } from "../../parts.ts";
import { vendorCheck } from "../../push/other-vendor.ts";
import type { Looking } from "../look-at-counterparts.ts";
import { recordsInErp } from "./contracts-in-erp.ts";
import {
  type ContractInProcore,
  contractsInProcore,
  paymentsIssued,
} from "./contracts-in-procore.ts";
import { explainRow } from "./explain-row.ts";
import { figuresOf, isDifferent } from "./row-of.ts";

/** A run shows all of its rows at once, at its end, and takes away those of the run before. */
export function reconcileFigures(parts: SyncParts): Task<"reconcile-figures"> {
  return async ({ companyId, connectionId, runId }, { signal, isLastTry, claim }) => {
    const { connection, projects } = await inCompany(parts.db, companyId, async (scope) => ({
      connection: await connectionById(scope, { companyId, connectionId }),
      projects: await chosenProjects(scope, companyId),
    }));
    const of = { companyId, runId };
    if (!connection) return end(parts, of, "No ERP is connected any more.");
    try {
      const rows = await readAll(parts, { connection, projects, runId, signal });
      await inCompany(parts.db, companyId, async (scope) => {
        await claim.hold(scope);
        const found = rows.filter(({ differs }) => differs.length > 0).length;
        if (!(await finishRun(scope, of, { found, problem: null }))) return;
        await forgetReconciled(scope, of);
        await saveReconciled(scope, of, rows.toSorted(inOrder));
      });
    } catch (error) {
      const isOver = error instanceof RemoteError && error.retryable && !isLastTry;
      if (isOver || !(error instanceof AppError)) throw error;
      await end(parts, of, error.message);
    }
  };
}

async function end(
  { db }: SyncParts,
  of: { companyId: string; runId: string },
  problem: string,
): Promise<void> {
  await inCompany(db, of.companyId, (scope) => finishRun(scope, of, { found: 0, problem }));
}

/** What differs comes first; what the ERP was never sent comes after what it has otherwise. */
function inOrder(one: Reconciled, other: Reconciled): number {
  return (
    rankOf(one) - rankOf(other) ||
    one.projectName.localeCompare(other.projectName, "en") ||
    one.number.localeCompare(other.number, "en", { numeric: true })
  );
}

function rankOf({ differs, figures }: Reconciled): number {
  if (differs.length === 0) return 2;
  return figures.contract[1] === null ? 1 : 0;
}

interface Run {
  connection: Connection;
  projects: CompanyProject[];
  runId: string;
  signal: AbortSignal;
}

async function readAll(parts: SyncParts, run: Run): Promise<Reconciled[]> {
  const { connection, projects, runId, signal } = run;
  const { companyId } = connection;
  const lists = new Map<string, ContractInProcore[]>();
  for (const { projectId } of projects) {
    signal.throwIfAborted();
    lists.set(projectId, await contractsInProcore(parts, { companyId, projectId, signal }));
  }
  const total = [...lists.values()].reduce((sum, { length }) => sum + length, 0);
  const connector = openConnector(parts, connection);
  const checkVendor = vendorCheck(payablesOf(connector));
  const looking = { connection, connector, checkVendor };
  const rows: Reconciled[] = [];
  let done = 0;
  for (const project of projects) {
    await inCompany(parts.db, companyId, (scope) =>
      noteProgress(scope, { companyId, runId }, { done, total }),
    );
    const listed = lists.get(project.projectId) ?? [];
    rows.push(...(await readProject(parts, { looking, project, listed, signal })));
    done += listed.length;
  }
  return rows;
}

interface OfProject {
  looking: Looking;
  project: CompanyProject;
  listed: ContractInProcore[];
  signal: AbortSignal;
}

async function readProject(parts: SyncParts, of: OfProject): Promise<Reconciled[]> {
  const { looking, project, listed, signal } = of;
  const { companyId, connectionId } = looking.connection;
  const { projectId, name: projectName } = project;
  const { records, payments } = await inCompany(parts.db, companyId, async (scope) => {
    const all = await recordsOfProject(scope, { companyId, connectionId, projectId });
    const ids = all.map(({ recordId }) => recordId);
    return { records: all, payments: await paymentsOfRecords(scope, companyId, ids) };
  });
  const inErp = await recordsInErp(parts, looking, { records, signal });
  const byParent = Map.groupBy(records, ({ parent }) => parent);
  const byKey = new Map(records.map((record) => [keyOf(record), record]));
  const rows: Reconciled[] = [];
  for (const contract of withGone(listed, records)) {
    signal.throwIfAborted();
    const record = byKey.get(contract.key);
    const isInErp = record !== undefined && record.erpId !== null;
    if (!isInErp && !contract.listed?.isApproved) continue;
    const under = byParent.get(contract.key) ?? [];
    const bills = under.filter(({ recordId }) => recordId !== record?.recordId);
    const isBilled = bills.some(({ erpId }) => erpId !== null);
    const place = { companyId, projectId, signal };
    const whole = {
      contract: contract.listed,
      issued:
        contract.listed &&
        (await paymentsIssued(parts, place, { contract: contract.listed, isBilled })),
      record,
      bills,
      payments: payments.filter((one) => bills.some(({ recordId }) => recordId === one.recordId)),
      inErp,
      currency: contract.listed?.currency ?? record?.currency ?? record?.erpCurrency ?? "USD",
      system: looking.connector.name,
    };
    const figures = figuresOf(whole);
    const names = Object.keys(figures) as FigureName[];
    const differs = names.filter((name) => isDifferent(figures[name], name));
    const { kind, procoreId, number, title, vendorName } = contract;
    rows.push({
      projectId,
      projectName,
      kind,
      procoreId,
      recordId: record?.recordId ?? null,
      number,
      title,
      vendorName,
      currency: whole.currency,
      figures,
      reasons: differs.length > 0 ? explainRow(whole, differs) : [],
      differs,
      readAt: new Date(),
    });
  }
  return rows;
}

interface Named extends Pick<ContractInProcore, "key" | "kind" | "procoreId" | "number" | "title"> {
  vendorName: string | null;
  /** Undefined: deleted in Procore, and in the books still. */
  listed: ContractInProcore | undefined;
}

function withGone(listed: ContractInProcore[], records: SyncRecord[]): Named[] {
  const keys = new Set(listed.map(({ key }) => key));
  const gone = records.filter(
    (record) =>
      kindOf(record).contract &&
      record.erpId !== null &&
      record.erpState !== "gone" &&
      !keys.has(keyOf(record)),
  );
  return [
    ...listed.map((one) => ({ ...one, vendorName: one.figures.vendor ?? null, listed: one })),
    ...gone.map((record) => ({
      ...record,
      key: keyOf(record),
      vendorName: null,
      listed: undefined,
    })),
  ];
}
