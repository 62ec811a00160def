import { useEffect, useRef } from "react";
import useSWR from "swr";
import useSWRInfinite from "swr/infinite";
import type {
  Activity,
  ActivityChoices,
  ActivityHistory,
  ActivityPage,
  ActivityTab,
  Preview,
} from "../../server/api/contract.ts";
import { onChanged } from "./live.ts";
import { get, post } from "./request.ts";
import { useFreshOnReturn } from "./use-fresh-on-return.ts";

export interface ActivityQuery {
  companyId: string;
  /** Null: the one that the server would open. */
  tab: ActivityTab | null;
  /** As the server names them. */
  filter: Record<string, string>;
}

const LIMIT = "50";

function activitiesKey({ companyId, tab, filter }: ActivityQuery, cursor: string | null): string {
  const query = new URLSearchParams({
    ...(tab && { tab }),
    limit: LIMIT,
    ...filter,
    ...(cursor && { cursor }),
  });
  return `/companies/${companyId}/activities?${query}`;
}

/**
 * Newest first, page after page; fetched anew when the live stream names an activity or a record.
 * The tab that the server has opened stays the open one, whatever fails meanwhile.
 */
export function useActivities(query: ActivityQuery) {
  const opened = useRef<ActivityTab | null>(null);
  const pages = useSWRInfinite<ActivityPage>(
    (index, before: ActivityPage | null) =>
      index > 0 && !before?.nextCursor ? null : activitiesKey(query, before?.nextCursor ?? null),
    async (path: string) => {
      const isOpen = query.tab === null && opened.current !== null;
      const page = await get<ActivityPage>(isOpen ? `${path}&tab=${opened.current}` : path);
      opened.current = page.tab;
      return page;
    },
    { revalidateFirstPage: true, keepPreviousData: false },
  );
  const { data, size, setSize, mutate } = pages;
  useFreshOnReturn(pages);
  useEffect(
    () =>
      onChanged(
        (event) =>
          void (event.what === "activity" || event.what === "record" ? mutate() : undefined),
      ),
    [mutate],
  );
  const last = data?.at(-1);
  return {
    tab: query.tab ?? data?.[0]?.tab ?? opened.current,
    items: data?.flatMap((page) => page.items),
    counts: data?.[0]?.counts ?? undefined,
    error: pages.error as unknown,
    isLoading: pages.isLoading,
    isLoadingMore: size > 1 && data !== undefined && data[size - 1] === undefined,
    hasMore: Boolean(last?.nextCursor),
    loadMore: () => setSize(size + 1),
    refresh: () => mutate(),
  };
}

/** What there is to filter by. */
export function useActivityChoices(companyId: string) {
  return useSWR<ActivityChoices>(`/companies/${companyId}/activities/choices`, get, {
    revalidateOnFocus: false,
  });
}

const activityKey = (companyId: string, id: string): string =>
  `/companies/${companyId}/activities/${id}`;

export function useActivity(companyId: string, id: string | null) {
  return useSWR<Activity>(id && activityKey(companyId, id), get);
}

export function useActivityHistory(companyId: string, id: string) {
  return useSWR<ActivityHistory>(`${activityKey(companyId, id)}/history`, get);
}

/** What the next push would send, at this moment. */
export function useActivityPreview(companyId: string, id: string) {
  return useSWR<Preview>(`${activityKey(companyId, id)}/preview`, get, {
    revalidateOnFocus: false,
  });
}

/** Sends it (again), a pending one too. Resolves once it is queued. */
export const retryActivity = (companyId: string, id: string): Promise<void> =>
  post(`${activityKey(companyId, id)}/retry`);

/** The same as of a commitment, for the record of an activity. */
export const createVendorFor = (companyId: string, id: string, declined: string[]): Promise<void> =>
  post(`${activityKey(companyId, id)}/vendor`, { declined });

export const linkVendorFor = (companyId: string, id: string, chosen: string): Promise<void> =>
  post(`${activityKey(companyId, id)}/vendor/link`, { id: chosen });

/** Looks for payments of every synced invoice of the company. */
export const syncAllPayments = (companyId: string): Promise<void> =>
  post(`/companies/${companyId}/payments/sync`);
