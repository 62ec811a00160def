import { inCompany } from "../database/scope.ts";
import { commitment } from "../kinds/commitment/kind.ts";
import { keyOf } from "../kinds/kind.ts";
import { requisition } from "../kinds/requisition/kind.ts";
import { type Bill, billsOf, contractCurrency } from "../store/bills.ts";
import { findCompanyProject } from "../store/company-projects.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { type Payment, paymentsOfRecords } from "../store/payments.ts";
import { undeletedOfProject } from "../store/project-records.ts";
import type { SyncRecord } from "../store/records.ts";
import type { CommitmentView, ProjectView } from "./contract.ts";
import { moneyOf } from "./money-view.ts";
import { findMissing } from "./not-in-erp.ts";
import type { ApiParts, User } from "./parts.ts";
import { counted, sum, typedIn } from "./payments-view.ts";
import { isWithin } from "./see-activities.ts";

const MOST_SHOWN = 10;

interface Project {
  companyId: string;
  projectId: string;
}

/** From what is kept here; of what Procore keeps private from the person, nothing. */
export async function projectView(
  parts: ApiParts,
  user: User,
  { companyId, projectId }: Project,
): Promise<ProjectView> {
  const { within } = await parts.seeActivities(user, companyId);
  const kept = await readProject(parts, { companyId, projectId });
  const contracts = kept.records.filter(
    (record) => record.kind === commitment.name && isWithin(within, record),
  );
  const missing = await findMissing(parts, {
    companyId,
    within,
    projectId,
    limit: MOST_SHOWN,
  });
  return {
    project: { id: projectId, name: kept.project?.name ?? "" },
    system: missing.system,
    commitments: contracts.length,
    inErp: contracts.filter(({ erpId }) => erpId !== null).length,
    totals: totalsOf(
      contracts.map((contract) => ({
        isInErp: contract.erpId !== null,
        money: moneyUnder(contract, kept),
      })),
    ),
    waiting: missing.items,
    more: missing.more,
    asOf: new Date().toISOString(),
  };
}

interface Kept {
  records: SyncRecord[];
  bills: Map<string, Bill>;
  payments: Payment[];
}

function readProject({ db }: ApiParts, { companyId, projectId }: Project) {
  return inCompany(
    db,
    companyId,
    async (scope) => {
      const project = await findCompanyProject(scope, companyId, projectId);
      const connection = await findConnection(scope, companyId);
      const records = connection
        ? await undeletedOfProject(scope, {
            companyId,
            connectionId: connection.connectionId,
            projectId,
            kinds: [commitment.name, requisition.name],
          })
        : [];
      const ids = records.map(({ recordId }) => recordId);
      return {
        project,
        records,
        bills: await billsOf(scope, companyId, ids),
        payments: await paymentsOfRecords(scope, companyId, ids),
      };
    },
    { isolationLevel: "repeatable read", readOnly: true },
  );
}

function moneyUnder(contract: SyncRecord, kept: Kept): CommitmentView["money"] {
  const snapshot = commitment.parse(contract.snapshot);
  const invoices = kept.records.filter(
    ({ kind, parent }) => kind === requisition.name && parent === keyOf(contract),
  );
  const ids = new Set(invoices.map(({ recordId }) => recordId));
  const payments = kept.payments.filter(({ recordId }) => ids.has(recordId));
  const bills = new Map([...kept.bills].filter(([recordId]) => ids.has(recordId)));
  const { paymentsIssued } = snapshot;
  const listed = { paymentsIssued, at: contract.seenAt.getTime() };
  return moneyOf({
    commitment: snapshot,
    currency: contractCurrency(contract, [...bills.values()]) ?? "USD",
    invoices,
    bills,
    payments,
    counted: counted(payments, listed),
    others: typedIn(paymentsIssued, payments),
  });
}

const SUMMED = ["contract", "billed", "paid", "unpaid", "retainage"] as const;

interface Counted {
  isInErp: boolean;
  money: CommitmentView["money"];
}

function totalsOf(each: Counted[]): ProjectView["totals"] {
  return [...Map.groupBy(each, ({ money }) => money.currency)].map(([currency, some]) => {
    const [there, missing] = [true, false].map((is) =>
      some.filter(({ isInErp }) => isInErp === is).map(({ money }) => money),
    ) as [CommitmentView["money"][], CommitmentView["money"][]];
    const sums = SUMMED.map((name) => [name, sum(there.map((one) => one[name]))]);
    return {
      currency,
      missing: sum(missing.map(({ contract }) => contract)),
      ...(Object.fromEntries(sums) as Record<(typeof SUMMED)[number], string>),
    };
  });
}
