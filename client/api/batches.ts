import useSWR from "swr";
import useSWRInfinite from "swr/infinite";
import type {
  ActivityColumn,
  ActivityTab,
  Batch,
  BatchAction,
  NewestBatch,
  RefusedPage,
} from "../../server/api/contract.ts";
import { fetchFile } from "./fetch-file.ts";
import { get, post } from "./request.ts";

/** One by one, or all that matched when the reader was told how many. */
export type Chosen =
  | { activityIds: string[] }
  | { filter: Record<string, string>; upTo: string; seen: number };

const LOOK_EVERY_MS = 1_000;

const batchesKey = (companyId: string): string => `/companies/${companyId}/batches`;

/** Looked at each second while it goes on. */
export function useNewestBatch(companyId: string) {
  const { data, mutate } = useSWR<NewestBatch>(`${batchesKey(companyId)}/newest`, get, {
    refreshInterval: (last) => (last?.batch && last.batch.endedAt === null ? LOOK_EVERY_MS : 0),
  });
  const show = (batch: Batch) => mutate({ batch }, { revalidate: false });
  return { batch: data?.batch ?? null, show };
}

export const startBatch = (
  companyId: string,
  asked: { action: BatchAction; tab: ActivityTab; chosen: Chosen },
): Promise<Batch> => post(batchesKey(companyId), asked);

export const stopBatch = (companyId: string, id: string): Promise<Batch> =>
  post(`${batchesKey(companyId)}/${id}/stop`);

/** What did not work, page after page. */
export function useRefused(companyId: string, id: string) {
  const pages = useSWRInfinite<RefusedPage>(
    (index, before: RefusedPage | null) =>
      index > 0 && !before?.nextCursor
        ? null
        : `${batchesKey(companyId)}/${id}/refused?cursor=${before?.nextCursor ?? 0}`,
    get,
  );
  const { data, error, size, setSize } = pages;
  return {
    items: data?.flatMap((page) => page.items),
    error: error as unknown,
    isLoadingMore: size > 1 && data !== undefined && data[size - 1] === undefined,
    hasMore: Boolean(data?.at(-1)?.nextCursor),
    loadMore: () => void setSize(size + 1),
  };
}

export interface ActivityExport {
  /** Null: all three. */
  tab: ActivityTab | null;
  format: "csv" | "xlsx";
  columns: ActivityColumn[];
  filter: Record<string, string>;
}

export function fetchActivities(
  companyId: string,
  { tab, format, columns, filter }: ActivityExport,
): Promise<File> {
  const query = new URLSearchParams({
    ...filter,
    ...(tab && { tab }),
    format,
    columns: columns.join(","),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  return fetchFile(`/companies/${companyId}/activities/export?${query}`, `activities.${format}`);
}
