import useSWR from "swr";
import type { Retention, RetentionCount } from "../../server/api/contract.ts";
import { get, put } from "./request.ts";

const retentionKey = (companyId: string): string => `/companies/${companyId}/retention`;

export function useRetention(companyId: string) {
  const { data, error, isLoading, mutate } = useSWR<Retention>(retentionKey(companyId), get, {
    revalidateOnFocus: false,
  });
  const save = async (retention: Retention) => {
    await mutate(put<Retention>(retentionKey(companyId), retention), { revalidate: false });
  };
  return { retention: data, error: error as unknown, isLoading, refresh: mutate, save };
}

/** What the next night would do with it. */
export function countRetention(companyId: string, retention: Retention): Promise<RetentionCount> {
  const set = Object.entries(retention).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)]],
  );
  return get(`${retentionKey(companyId)}/count?${new URLSearchParams(set)}`);
}
