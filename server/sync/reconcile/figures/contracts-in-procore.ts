import type { BillingFigures, ContractFigures, IssuedFigures } from "../../../kinds/figures.ts";
import { allKinds } from "../../../kinds/index.ts";
import { type AnySnapshot, idIn, type Kind, keyOf } from "../../../kinds/kind.ts";
import { listContractPayments } from "../../../procore/contract-payments.ts";
import type { SyncParts } from "../../parts.ts";

export interface ContractInProcore {
  /** `commitment:<id>`. */
  key: string;
  kind: string;
  procoreId: string;
  number: string;
  title: string;
  /** ISO 4217; undefined: Procore does not say. */
  currency: string | undefined;
  isApproved: boolean;
  figures: ContractFigures;
  /** Approved ones, the newest last. */
  billings: BillingInProcore[];
}

export interface BillingInProcore {
  procoreId: string;
  kind: string;
  number: string;
  figures: BillingFigures;
}

interface Place {
  companyId: string;
  projectId: string;
  signal: AbortSignal;
}

const LONG_AGO = new Date(0);

/** As its lists show them now; what is deleted there is missing. */
export async function contractsInProcore(
  { procore }: Pick<SyncParts, "procore">,
  place: Place,
): Promise<ContractInProcore[]> {
  const contracts: ContractInProcore[] = [];
  const billings = new Map<string, BillingInProcore[]>();
  for (const kind of allKinds()) {
    if (!kind.listChanged || !(kind.contract ?? kind.billing)) continue;
    for await (const { rows } of kind.listChanged(procore, { ...place, since: LONG_AGO })) {
      for (const { procoreId, snapshot, deletedAt } of rows) {
        if (!snapshot || deletedAt) continue;
        const contract = contractOf(kind, procoreId, snapshot);
        if (contract) contracts.push(contract);
        else noteBilling(kind, { procoreId, snapshot }, billings);
      }
    }
  }
  return contracts.map((one) => ({
    ...one,
    billings: (billings.get(one.key) ?? []).toSorted(byNumber),
  }));
}

function contractOf(
  kind: Kind,
  procoreId: string,
  snapshot: AnySnapshot,
): ContractInProcore | undefined {
  const figures = kind.contract?.(snapshot);
  if (!figures) return undefined;
  const { number, title, currency } = kind.head(snapshot);
  const { isApproved } = kind.approval(snapshot);
  const key = keyOf({ kind: kind.name, procoreId });
  const head = { key, kind: kind.name, procoreId, number, title, currency };
  return { ...head, isApproved, figures, billings: [] };
}

function noteBilling(
  kind: Kind,
  { procoreId, snapshot }: { procoreId: string; snapshot: AnySnapshot },
  billings: Map<string, BillingInProcore[]>,
): void {
  const figures = kind.billing?.(snapshot);
  const { parent, number } = kind.head(snapshot);
  if (!figures || parent === null || !kind.approval(snapshot).isApproved) return;
  const billing = { procoreId, kind: kind.name, number, figures };
  billings.set(parent, [...(billings.get(parent) ?? []), billing]);
}

const byNumber = ({ number: one }: BillingInProcore, { number: other }: BillingInProcore) =>
  one.localeCompare(other, "en", { numeric: true });

/**
 * Payments Issued of a contract. Procore has no list of a whole project: where nothing was billed,
 * nobody asks. Undefined: they are not known.
 */
export async function paymentsIssued(
  { procore }: Pick<SyncParts, "procore">,
  { companyId, projectId, signal }: Place,
  { contract, isBilled }: { contract: ContractInProcore; isBilled: boolean },
): Promise<IssuedFigures[] | undefined> {
  const { key, billings, figures } = contract;
  if (billings.length === 0 && !isBilled) return figures.issued;
  return listContractPayments(procore, { companyId, projectId, contractId: idIn(key), signal });
}
