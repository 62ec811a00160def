import useSWR, { useSWRConfig } from "swr";
import useSWRInfinite from "swr/infinite";
import type { BlockedPage, ProblemList, Queued } from "../../server/api/contract.ts";
import { get, post } from "./request.ts";

const problemsKey = (companyId: string): string => `/companies/${companyId}/problems`;

export const useProblems = (companyId: string) => useSWR<ProblemList>(problemsKey(companyId), get);

/** What a problem blocks, page after page. */
export function useBlocked(companyId: string, problemId: string) {
  const pages = useSWRInfinite<BlockedPage>(
    (index, before: BlockedPage | null) =>
      index > 0 && !before?.nextCursor
        ? null
        : `${problemsKey(companyId)}/${problemId}/records?${new URLSearchParams(
            before?.nextCursor ? { cursor: before.nextCursor } : {},
          )}`,
    get,
  );
  const { data, error, size, setSize, isLoading } = pages;
  return {
    items: data?.flatMap((page) => page.items),
    error: error as unknown,
    isLoading,
    isLoadingMore: size > 1 && data !== undefined && data[size - 1] === undefined,
    hasMore: Boolean(data?.at(-1)?.nextCursor),
    loadMore: () => void setSize(size + 1),
    refresh: pages.mutate,
  };
}

/** Resolves with how many records are on their way, once the list knows of them. */
export function useRetryProblem(companyId: string): (problemId: string) => Promise<number> {
  const { mutate } = useSWRConfig();
  const key = problemsKey(companyId);
  return async (problemId) => {
    const { queued } = await post<Queued>(`${key}/${problemId}/retry`);
    await mutate(key);
    return queued;
  };
}
