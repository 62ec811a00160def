import { z } from "zod";
import { type Caller, callerOf } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import type { CommitmentLine } from "./commitment-shape.ts";
import { everyPage, everyV2Page } from "./pages.ts";
import { orUnseen } from "./refusal.ts";
import { id, instant, money, optionalId, parseAnswer, text } from "./shapes.ts";

/** Money: decimal strings in the commitment's currency. */
export interface ChangeOrder {
  id: string;
  /** Webhooks name it by the older id of its package. */
  packageId: string | undefined;
  number: string;
  title: string;
  /** As Procore's API writes it: `approved`, `pending_billable`; it may add to its list. */
  status: string;
  /** Procore's own sum of the lines. */
  total: string;
  updatedAt: Date;
  /** Empty unless approved: other orders are no part of the contract yet. */
  lines: CommitmentLine[];
}

export interface ContractPlace extends Caller {
  companyId: string;
  projectId: string;
  contractId: string;
}

export const isApprovedChange = ({ status }: Pick<ChangeOrder, "status">) => status === "approved";

// Those that a contract's own figures count as pending; statuses left out count nowhere. Source:
// Procore support, "What are the default statuses for change orders?".
const PENDING = [
  "pending",
  "revised",
  "pricing",
  "not_pricing",
  "proceeding",
  "not_proceeding",
  "pending_billable",
];

export const isPendingChange = ({ status }: Pick<ChangeOrder, "status">) =>
  PENDING.includes(status);

const RowShape = z.object({
  id,
  contract_id: id,
  legacy_package_id: optionalId,
  number: text,
  title: text,
  status: z.string(),
  grand_total: money,
  updated_at: instant,
});

const LineShape = z.object({
  id,
  description: text,
  quantity: money,
  unit_cost: money,
  uom: text,
  amount: money,
  wbs_code: z.object({ flat_code: text }).nullish(),
  position: z.coerce.number().nullish(),
});

const pathOf = (projectId: string) => `/rest/v1.0/projects/${projectId}/commitment_change_orders`;

/** Projects of three tiers show none. `known`: read before; unchanged orders reuse its lines. */
export async function fetchChangeOrders(
  procore: ProcoreClient,
  place: ContractPlace,
  known: ChangeOrder[],
): Promise<ChangeOrder[]> {
  const query = { "filters[contract_id]": place.contractId };
  const call = { path: pathOf(place.projectId), query, ...callerOf(place) };
  const rows = (await orUnseen(everyPage(procore, call))) ?? [];
  const orders: ChangeOrder[] = [];
  for (const row of rows.map((one) => parseAnswer(RowShape, one))) {
    if (row.contract_id !== place.contractId) continue;
    orders.push(await withLines(procore, place, toChangeOrder(row), known));
  }
  return orders.toSorted((one, other) => one.number.localeCompare(other.number, "en"));
}

async function withLines(
  procore: ProcoreClient,
  place: ContractPlace,
  order: ChangeOrder,
  known: ChangeOrder[],
): Promise<ChangeOrder> {
  if (!isApprovedChange(order)) return order;
  const before = known.find(({ id: knownId }) => knownId === order.id);
  const isSame =
    before !== undefined &&
    isApprovedChange(before) &&
    before.updatedAt.getTime() === order.updatedAt.getTime();
  return { ...order, lines: isSame ? before.lines : await fetchLines(procore, place, order.id) };
}

async function fetchLines(
  procore: ProcoreClient,
  place: ContractPlace,
  orderId: string,
): Promise<CommitmentLine[]> {
  const { companyId, projectId } = place;
  const rows = await everyV2Page(procore, {
    path: `/rest/v2.0/companies/${companyId}/projects/${projectId}/commitment_change_orders/${orderId}/line_items`,
    ...callerOf(place),
  });
  return rows
    .map((row, index) => toLine(parseAnswer(LineShape, row), index))
    .toSorted((one, other) => one.position - other.position);
}

/** By contract: a text that differs after any change. Undefined: Procore shows no list. */
export async function changeOrderStates(
  procore: ProcoreClient,
  { projectId, ...caller }: Omit<ContractPlace, "contractId">,
): Promise<Map<string, string> | undefined> {
  const call = { path: pathOf(projectId), ...callerOf(caller) };
  const rows = await orUnseen(everyPage(procore, call));
  if (!rows) return undefined;
  const orders = rows.map((row) => {
    const { id: orderId, contract_id: contractId, updated_at } = parseAnswer(RowShape, row);
    return { id: orderId, contractId, updatedAt: updated_at };
  });
  const byContract = Map.groupBy(orders, ({ contractId }) => contractId);
  return new Map([...byContract].map(([contractId, some]) => [contractId, stateOf(some)]));
}

export function stateOf(orders: Pick<ChangeOrder, "id" | "updatedAt">[]): string {
  return orders
    .map(({ id: orderId, updatedAt }) => `${orderId}@${updatedAt.toISOString()}`)
    .toSorted()
    .join(" ");
}

function toChangeOrder(row: z.output<typeof RowShape>): ChangeOrder {
  return {
    id: row.id,
    packageId: row.legacy_package_id,
    number: row.number ?? "",
    title: row.title ?? "",
    status: row.status,
    total: row.grand_total ?? "0",
    updatedAt: row.updated_at,
    lines: [],
  };
}

/** v2 shows the codes of a line, but not its cost type's name or id. */
function toLine(line: z.output<typeof LineShape>, index: number): CommitmentLine {
  const flat = line.wbs_code?.flat_code;
  const at = flat?.lastIndexOf(".") ?? -1;
  return {
    id: line.id,
    description: line.description ?? "",
    quantity: line.quantity,
    unitCost: line.unit_cost,
    uom: line.uom,
    amount: line.amount ?? "0",
    costCode: at < 0 ? flat : flat?.slice(0, at),
    costCodeId: undefined,
    costCodeName: undefined,
    costType: undefined,
    costTypeId: undefined,
    costTypeCode: at < 0 ? undefined : flat?.slice(at + 1),
    position: line.position ?? index + 1,
  };
}
