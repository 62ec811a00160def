import type {
  ActivityItem,
  ActivityPage,
  ActivityTab,
  BatchAction,
  Installation,
} from "../../../server/api/contract.ts";
import { useBatch } from "../batches/use-batch.ts";
import { useSelection } from "../batches/use-selection.ts";
import { rowOf } from "./use-steady-items.ts";

interface Listed {
  installation: Installation;
  tab: ActivityTab | null;
  /** As the server reads it. */
  filter: Record<string, string>;
  items: ActivityItem[] | undefined;
  counts: ActivityPage["counts"] | undefined;
}

/** What the reader may do to many rows at once: those chosen, or all that match. */
export function useMany({ installation, tab, filter, items = [], counts }: Listed) {
  const { company, may } = installation;
  const list = JSON.stringify([tab, filter]);
  const rows = items.map((item) => ({ row: rowOf(item), id: item.id }));
  const selection = useSelection(list, rows);
  const batch = useBatch(company.id);
  const newest = rows[0]?.id;
  const seen = tab && counts?.[tab];
  const mayAct = tab === "completed" ? may.changeSettings : items.some(({ canRetry }) => canRetry);

  return {
    selection: mayAct && rows.length > 0 ? selection : undefined,
    everything: newest !== undefined && seen ? { upTo: newest, seen } : null,
    archived: filter.archived,
    batch,
    async act(action: BatchAction) {
      if (!tab) return;
      const { everything, ids } = selection;
      const chosen = everything ? { filter, ...everything } : { activityIds: ids };
      if (await batch.start({ action, tab, chosen })) selection.clear();
    },
  };
}
