import type { ActivityItem } from "../../../server/api/contract.ts";
import type { Selection } from "../batches/use-selection.ts";
import { CheckField } from "../form/check-field.tsx";
import { rowOf } from "./use-steady-items.ts";

export function RowBox({ item, selection }: { item: ActivityItem; selection: Selection }) {
  const row = rowOf(item);
  return (
    <CheckField
      label={`Select ${item.title}`}
      isLabelHidden
      isChecked={selection.isChosen(row)}
      onChange={(isOn, isWithShift) => selection.toggle(row, isOn, isWithShift)}
    />
  );
}
