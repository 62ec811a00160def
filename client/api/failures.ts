import useSWR, { useSWRConfig } from "swr";
import type { Bell } from "../../server/api/contract.ts";
import { get, post } from "./request.ts";

/** The live stream brings it anew at once; this is for when there is none. */
const POLL_MS = 30_000;

const bellKey = (companyId: string): string => `/companies/${companyId}/failures`;

/** Null: the person may not see it. */
export function useBell(companyId: string | null) {
  return useSWR<Bell>(companyId && bellKey(companyId), get, { refreshInterval: POLL_MS });
}

type Which = { recordIds: string[] } | { until: string };

/** Takes note of those records, or of all that failed up to then. */
export function useAcknowledge(companyId: string): (which: Which) => Promise<void> {
  const { mutate } = useSWRConfig();
  const key = bellKey(companyId);
  return async (which) => {
    await mutate(key, await post<Bell>(`${key}/acknowledge`, which), { revalidate: false });
  };
}
