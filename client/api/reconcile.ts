import { useEffect } from "react";
import useSWRInfinite from "swr/infinite";
import type { ReconcilePage } from "../../server/api/contract.ts";
import { fetchFile } from "./fetch-file.ts";
import { onChanged } from "./live.ts";
import { get, post } from "./request.ts";
import { useFreshOnReturn } from "./use-fresh-on-return.ts";

/** What is null matches any. */
export interface ReconcileFilter {
  project: string | null;
  only: "differences" | null;
}

function pathOf(companyId: string, asked: object, door = ""): string {
  const named = Object.entries(asked).filter(([, value]) => value) as [string, string][];
  return `/companies/${companyId}/reconcile${door}?${new URLSearchParams(named)}`;
}

const LOOK_AGAIN_MS = 2_000;

/** Page after page; while a run goes on it looks again, also where no live stream comes through. */
export function useReconcile(companyId: string, filter: ReconcileFilter) {
  const pages = useSWRInfinite<ReconcilePage>(
    (index, before: ReconcilePage | null) =>
      index > 0 && !before?.nextCursor
        ? null
        : pathOf(companyId, { ...filter, cursor: before?.nextCursor }),
    get,
    {
      revalidateAll: true,
      refreshInterval: (seen) => (seen?.[0]?.run?.status === "running" ? LOOK_AGAIN_MS : 0),
    },
  );
  const { data, size, setSize, mutate } = pages;
  useFreshOnReturn(pages);
  useEffect(() => onChanged(({ what }) => void (what === "run" && mutate())), [mutate]);
  return {
    first: data?.[0],
    items: data?.flatMap((page) => page.items),
    error: pages.error as unknown,
    isLoading: pages.isLoading,
    isLoadingMore: size > 1 && data !== undefined && data[size - 1] === undefined,
    hasMore: Boolean(data?.at(-1)?.nextCursor),
    loadMore: () => setSize(size + 1),
    refresh: () => mutate(),
  };
}

/** Resolves once it is queued. */
export const reconcileNow = (companyId: string): Promise<void> =>
  post(`/companies/${companyId}/reconcile`);

/** All that fits, as the server names the file. */
export const fetchReconciled = (companyId: string, filter: ReconcileFilter): Promise<File> =>
  fetchFile(pathOf(companyId, filter, "/export"), "reconcile.csv");
