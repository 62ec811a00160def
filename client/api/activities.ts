import { useEffect } from "react";
import useSWR from "swr";
import useSWRInfinite from "swr/infinite";
import type { Activity, ActivityPage, ActivityTab } from "../../server/api/contract.ts";
import { onChanged } from "./live.ts";
import { get, post } from "./request.ts";

export interface ActivityQuery {
  companyId: string;
  tab: ActivityTab;
  limit?: number;
}

function activitiesKey(
  { companyId, tab, limit = 50 }: ActivityQuery,
  cursor: string | null,
): string {
  const query = new URLSearchParams({ tab, limit: String(limit), ...(cursor ? { cursor } : {}) });
  return `/companies/${companyId}/activities?${query}`;
}

/**
 * Newest first, page after page; fetched anew when the live stream names an activity or a record.
 */
export function useActivities(query: ActivityQuery) {
  const pages = useSWRInfinite<ActivityPage>(
    (index, before: ActivityPage | null) =>
      index > 0 && !before?.nextCursor ? null : activitiesKey(query, before?.nextCursor ?? null),
    get,
    { revalidateFirstPage: true, keepPreviousData: false },
  );
  const { data, size, setSize, mutate } = pages;
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
    items: data?.flatMap((page) => page.items),
    counts: data?.[0]?.counts,
    error: pages.error as unknown,
    isLoading: pages.isLoading,
    isLoadingMore: size > 1 && data !== undefined && data[size - 1] === undefined,
    hasMore: Boolean(last?.nextCursor),
    loadMore: () => setSize(size + 1),
    refresh: () => mutate(),
  };
}

const activityKey = (companyId: string, id: string): string =>
  `/companies/${companyId}/activities/${id}`;

export function useActivity(companyId: string, id: string | null) {
  return useSWR<Activity>(id && activityKey(companyId, id), get);
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
