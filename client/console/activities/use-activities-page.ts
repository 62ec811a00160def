import { useRef } from "react";
import type {
  Activity,
  ActivityPage,
  ActivityTab,
  Installation,
} from "../../../server/api/contract.ts";
import {
  retryActivity,
  useActivities,
  useActivity,
  useActivityChoices,
} from "../../api/activities.ts";
import { useAnnounce } from "../../components/announcer.tsx";
import { useKeptFocus } from "../../components/use-kept-focus.ts";
import { go, useQuery } from "../address.ts";
import { useAct } from "../use-act.ts";
import { asRequest, useFilters } from "./use-filters.ts";
import { useMany } from "./use-many.ts";
import { useSteadyItems } from "./use-steady-items.ts";

const tabs: readonly ActivityTab[] = ["pending", "failed", "completed"];

/** What the page shows, by its address, and what a person may do on it. */
export function useActivitiesPage(installation: Installation) {
  const companyId = installation.company.id;
  const query = useQuery();
  const tab = tabs.find((one) => one === query.get("tab")) ?? null;
  const activityId = query.get("activity");
  const { filters, unread } = useFilters();
  const filter = asRequest(filters);
  const activities = useActivities({ companyId, tab, filter });
  const steady = useSteadyItems(activities.items, JSON.stringify([tab, filter]));
  const open = useActivity(companyId, activityId);
  const announce = useAnnounce();
  const retrying = useAct(async (activity: Activity) => {
    await retryActivity(companyId, activity.id);
    announce(`${activity.title} is queued.`);
    await activities.refresh();
  });
  const counts = useLastCounts(activities.counts);
  const { tab: shown } = activities;
  return {
    tab: shown,
    filters,
    unread,
    many: useMany({ installation, tab: shown, filter, items: steady.items, counts }),
    choices: useActivityChoices(companyId).data,
    activities: { ...activities, items: steady.items },
    steady,
    counts,
    rows: useRowFocus(activityId),
    open: activityId && {
      // What the list has of it is shown until the whole is there.
      activity: open.data ?? activities.items?.find((each) => each.id === activityId),
      error: open.error as unknown,
    },
    close: () => go({ activity: null }, true),
    retrying: {
      isRunning: retrying.isRunning,
      problem: retrying.problem,
      start: (activity: Activity) => void retrying.run(activity),
    },
  };
}

type Counts = ActivityPage["counts"];

/** The numbers on the tabs stay while another tab's rows are on their way. */
function useLastCounts(counts: Counts | undefined): Counts | undefined {
  const last = useRef(counts);
  if (counts) last.current = counts;
  return last.current;
}

/**
 * Where reading goes on when the details have closed or a row has moved to another tab: at the row,
 * or else at the list.
 */
function useRowFocus(openId: string | null) {
  const region = useRef<HTMLElement>(null);
  const lastId = useRef(openId);
  if (openId) lastId.current = openId;
  useKeptFocus(
    () =>
      region.current?.querySelector<HTMLElement>(
        `[data-activity="${CSS.escape(lastId.current ?? "")}"] button`,
      ) ?? region.current,
  );
  return region;
}
