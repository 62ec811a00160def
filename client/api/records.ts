import { useEffect } from "react";
import useSWR from "swr";
import useSWRInfinite from "swr/infinite";
import type {
  Comparison,
  GridRecord,
  RecordDetails,
  RecordGrid,
  Synchronized,
} from "../../server/api/contract.ts";
import { onChanged } from "./live.ts";
import { get, post } from "./request.ts";
import { useFreshOnReturn } from "./use-fresh-on-return.ts";

/** What is null matches any. The names are the server's. */
export interface RecordFilter {
  key: string | null;
  name: string | null;
  type: string | null;
  group: string | null;
  status: string | null;
  version: string | null;
  project: string | null;
  connection: string | null;
  /** Instants: from the first on, and before the second. */
  since: string | null;
  until: string | null;
}

const recordsKey = (companyId: string, asked: object): string => {
  const named = Object.entries(asked).filter(([, value]) => value) as [string, string][];
  return `/companies/${companyId}/records?${new URLSearchParams(named)}`;
};

/** Newest first, page after page; fetched anew when the live stream names a record. */
export function useRecords(companyId: string, filter: RecordFilter) {
  const pages = useSWRInfinite<RecordGrid>(
    (index, before: RecordGrid | null) =>
      index > 0 && !before?.nextCursor
        ? null
        : recordsKey(companyId, { ...filter, cursor: before?.nextCursor }),
    get,
    { revalidateFirstPage: true, revalidateAll: true, keepPreviousData: false },
  );
  const { data, size, setSize, mutate } = pages;
  useFreshOnReturn(pages);
  useEffect(
    () =>
      onChanged(({ what }) => void (what === "record" || what === "activity" ? mutate() : null)),
    [mutate],
  );
  return {
    items: data?.flatMap((page) => page.items),
    first: data?.[0],
    error: pages.error as unknown,
    isLoading: pages.isLoading,
    isRefreshing: pages.isValidating,
    isLoadingMore: size > 1 && data !== undefined && data[size - 1] === undefined,
    hasMore: Boolean(data?.at(-1)?.nextCursor),
    loadMore: () => setSize(size + 1),
    refresh: () => mutate(),
  };
}

const recordKey = (companyId: string, id: string): string =>
  `/companies/${companyId}/records/${id}`;

export function useRecord(companyId: string, id: string | null) {
  return useSWR<RecordDetails>(id && recordKey(companyId, id), get);
}

const ASK_AGAIN_MS = 2_000;

/** As they are now, until none of them is under way: also where no live stream comes through. */
export function useFollowed(companyId: string, ids: string[]) {
  return useSWR<RecordGrid>(
    ids.length > 0 ? recordsKey(companyId, { ids: ids.join(","), limit: "100" }) : null,
    get,
    { refreshInterval: (grid) => (grid && grid.items.every(isAtRest) ? 0 : ASK_AGAIN_MS) },
  );
}

export const isAtRest = ({ isUnderWay }: Pick<GridRecord, "isUnderWay">) => !isUnderWay;

/** Resolves once they are queued. */
export const synchronize = (
  companyId: string,
  how: "synchronize" | "force",
  recordIds: string[],
): Promise<Synchronized> => post(`/companies/${companyId}/records/synchronize`, { how, recordIds });

/** Both systems are asked: it stays as it was seen, until it is asked for again. */
export function useComparison(companyId: string, id: string) {
  return useSWR<Comparison>(`${recordKey(companyId, id)}/comparison`, get, {
    revalidateOnFocus: false,
    revalidateOnReconnect: false,
    revalidateIfStale: true,
    shouldRetryOnError: false,
  });
}

/** `mark`: of the comparison that was seen. */
export const resolve = (
  companyId: string,
  id: string,
  choice: { take: "procore" | "erp"; mark: string },
): Promise<void> => post(`${recordKey(companyId, id)}/resolve`, choice);
