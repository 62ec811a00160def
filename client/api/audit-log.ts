import useSWRInfinite from "swr/infinite";
import type { AuditAction, AuditPage } from "../../server/api/contract.ts";
import { fetchFile } from "./fetch-file.ts";
import { get } from "./request.ts";
import { useFreshOnReturn } from "./use-fresh-on-return.ts";

/** What is null matches any. */
export interface AuditFilter {
  by: string | null;
  action: AuditAction | null;
  /** Instants: from the first on, and before the second. */
  since: string | null;
  until: string | null;
}

function pathOf(
  companyId: string,
  filter: AuditFilter,
  more: { door?: string; cursor?: string | null; format?: string } = {},
): string {
  const { door = "", ...rest } = more;
  const asked = Object.entries({ ...filter, ...rest }).filter(([, value]) => value);
  return `/companies/${companyId}/audit-log${door}?${new URLSearchParams(asked as [string, string][])}`;
}

/** Newest first, page after page. */
export function useAuditLog(companyId: string, filter: AuditFilter) {
  const pages = useSWRInfinite<AuditPage>(
    (index, before: AuditPage | null) =>
      index > 0 && !before?.nextCursor
        ? null
        : pathOf(companyId, filter, { cursor: before?.nextCursor ?? null }),
    get,
    { revalidateFirstPage: true, keepPreviousData: false },
  );
  const { data, size, setSize, mutate } = pages;
  useFreshOnReturn(pages);
  return {
    items: data?.flatMap((page) => page.items),
    people: data?.[0]?.people,
    error: pages.error as unknown,
    isLoading: pages.isLoading,
    isLoadingMore: size > 1 && data !== undefined && data[size - 1] === undefined,
    hasMore: Boolean(data?.at(-1)?.nextCursor),
    loadMore: () => setSize(size + 1),
    refresh: () => mutate(),
  };
}

/** All that fits. */
export const fetchExport = (
  companyId: string,
  filter: AuditFilter,
  format: "csv" | "jsonl",
): Promise<File> =>
  fetchFile(pathOf(companyId, filter, { door: "/export", format }), `audit-log.${format}`);
