import { type ChangeOrder, fetchChangeOrders } from "../../procore/change-orders.ts";
import type { ProcoreClient } from "../../procore/client.ts";
import { type CommitmentLine, fetchCommitment } from "../../procore/commitments.ts";
import { listCostTypes } from "../../procore/cost-types.ts";
import type { ReadRequest } from "../kind.ts";
import { type CommitmentSnapshot, WHOLE } from "./snapshot.ts";

export async function fetchSnapshot(
  procore: ProcoreClient,
  { place: { companyId, projectId, procoreId }, known, signal }: ReadRequest<CommitmentSnapshot>,
): Promise<CommitmentSnapshot | undefined> {
  const where = { companyId, projectId: projectId ?? "", signal };
  const seen = await fetchCommitment(procore, { ...where, id: procoreId, kind: known?.kind });
  if (!seen) return undefined;
  const before = known?.changeOrders ?? [];
  const changeOrders = seen.mayHaveChangeOrders
    ? await fetchChangeOrders(procore, { ...where, contractId: procoreId }, before)
    : [];
  const coded = await withCostTypes(procore, { companyId, signal }, seen.lines, changeOrders);
  return { ...seen, changeOrders: coded, version: WHOLE };
}

interface Company {
  companyId: string;
  signal: AbortSignal | undefined;
}

/** A change order's line shows only a code: the contract or the company's list knows more. */
async function withCostTypes(
  procore: ProcoreClient,
  company: Company,
  lines: CommitmentLine[],
  changeOrders: ChangeOrder[],
): Promise<ChangeOrder[]> {
  const bare = changeOrders.flatMap((order) => order.lines.filter(isBare));
  if (bare.length === 0) return changeOrders;
  const known = new Map<string, CostTyped>();
  for (const line of lines) if (line.costTypeCode) known.set(line.costTypeCode, line);
  if (bare.some(({ costTypeCode = "" }) => !known.has(costTypeCode))) {
    for (const { id, code, name } of await listCostTypes(procore, company)) {
      if (code !== undefined) known.set(code, { costTypeId: id, costType: name });
    }
  }
  return changeOrders.map((order) => ({
    ...order,
    lines: order.lines.map((line) => {
      if (!isBare(line)) return line;
      const { costTypeId, costType } = known.get(line.costTypeCode ?? "") ?? line;
      return { ...line, costTypeId, costType };
    }),
  }));
}

type CostTyped = Pick<CommitmentLine, "costTypeId" | "costType">;

const isBare = ({ costTypeCode, costTypeId }: CommitmentLine) =>
  costTypeCode !== undefined && costTypeId === undefined;
