import type { ActivityTab, ActivityView } from "../../../server/api/contract.ts";
import { deleteView, renameView, saveView, useActivityViews } from "../../api/activity-views.ts";
import { useAnnounce } from "../../components/announcer.tsx";
import { go } from "../address.ts";
import { useAct } from "../use-act.ts";
import { type Filters, noFilters } from "./use-filters.ts";

/** The reader's saved views, and what may be done with them. */
export function useViews(companyId: string) {
  const { data: views, mutate } = useActivityViews(companyId);
  const announce = useAnnounce();
  const act = useAct(async (work: () => Promise<unknown>, done: string) => {
    await work();
    await mutate();
    announce(done);
  });
  return {
    views: views ?? [],
    isRunning: act.isRunning,
    problem: act.problem,
    open: ({ tab, filters }: ActivityView) => go({ ...noFilters, ...filters, tab, activity: null }),
    save: (name: string, tab: ActivityTab, filters: Filters) =>
      act.run(() => saveView(companyId, { name, tab, filters }), `${name} is saved.`),
    rename: ({ id }: ActivityView, name: string) =>
      act.run(() => renameView(companyId, id, name), `It is named ${name} now.`),
    remove: ({ id, name }: ActivityView) =>
      act.run(() => deleteView(companyId, id), `${name} is deleted.`),
    reset: act.reset,
  };
}

/** Whether the reader looks at just this. */
export function isShown(view: ActivityView, tab: ActivityTab | null, filters: Filters): boolean {
  const names = new Set([...Object.keys(view.filters), ...Object.keys(filters)]);
  return (
    view.tab === tab &&
    [...names].every((name) => view.filters[name] === filters[name as keyof Filters])
  );
}
