import type { Installation } from "../../../server/api/contract.ts";
import { fetchReconciled, reconcileNow, useReconcile } from "../../api/reconcile.ts";
import { useAnnounce } from "../../components/announcer.tsx";
import { go, useQuery } from "../address.ts";
import { readFilters, shapes } from "../read-filters.ts";
import { saveFile } from "../save-file.ts";
import { useAct } from "../use-act.ts";

const SHAPES = { project: shapes.project, only: shapes.one("choice of rows", ["differences"]) };

/** What the page shows, by its address, and what a person may do on it. */
export function useReconcilePage({ company }: Installation) {
  const query = useQuery();
  const { filters, unread } = readFilters(query, SHAPES);
  const project = filters.project ?? null;
  const only = filters.only ? ("differences" as const) : null;
  const filter = { project, only };
  const reconcile = useReconcile(company.id, filter);
  const announce = useAnnounce();
  const running = useAct(async () => {
    await reconcileNow(company.id);
    announce("The reconciliation has begun.");
    await reconcile.refresh();
  });
  const exporting = useAct(async () => saveFile(await fetchReconciled(company.id, filter)));
  return {
    filter,
    unread,
    reconcile,
    running,
    exporting,
    choose: (id: string | null) => go({ project: id }, true),
    showOnly: (isOnly: boolean) => go({ only: isOnly ? "differences" : null }, true),
  };
}
