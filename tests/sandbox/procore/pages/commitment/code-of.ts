import type { LineItem } from "../../records.ts";
import type { ProcoreState } from "../../state.ts";

/** A line's budget code as the host writes it: cost code and cost type, `05-100.C`. */
export function codeOf(state: ProcoreState, line: LineItem): string {
  const code = state.costCodes.get(line.costCodeId ?? "")?.fullCode;
  const type = state.lineItemTypes.get(line.lineItemTypeId ?? "")?.code;
  return [code, type].filter(Boolean).join(".") || "—";
}
