import { say } from "../bench.ts";
import type { Sandbox } from "./sandbox.ts";

interface NetSuiteState {
  purchaseOrder: { externalId: string | null }[];
  concurrency: { peak: number; refused: number };
}

export interface Outcome {
  calls: number;
  refusals429: number;
  mostAtOnce: number;
}

/** NetSuite's side of it. Rejects unless it has each commitment once and refused nothing. */
export async function outcomeOf(netsuite: Sandbox, procoreIds: string[]): Promise<Outcome> {
  const calls = await netsuite.calls();
  const count = (fits: (status: number) => boolean) =>
    calls.filter(({ status }) => fits(status)).reduce((sum, call) => sum + call.count, 0);
  const { purchaseOrder, concurrency } = await netsuite.state<NetSuiteState>();
  const orders = new Map<string, number>();
  for (const { externalId } of purchaseOrder) {
    orders.set(externalId ?? "", (orders.get(externalId ?? "") ?? 0) + 1);
  }
  const odd = procoreIds.filter((id) => orders.get(`crosstie-commitment-${id}`) !== 1);
  const refusals429 = count((status) => status === 429);
  const failed = count((status) => status >= 400 || status === 0);
  if (failed > 0) {
    say(
      `NetSuite refused ${failed} calls: ${JSON.stringify(calls.filter(({ status }) => status >= 400 || status === 0).slice(0, 5))}`,
    );
  }
  if (odd.length > 0) {
    throw new Error(
      `NetSuite does not have each commitment once: ${odd.length} of ${procoreIds.length}, the first is ${odd[0]}`,
    );
  }
  if (refusals429 > 0) throw new Error(`NetSuite refused ${refusals429} calls as too many at once`);
  return { calls: count(() => true), refusals429, mostAtOnce: concurrency.peak };
}
