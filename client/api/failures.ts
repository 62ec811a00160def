import useSWR, { mutate } from "swr";
import type { Bell } from "../../server/api/contract.ts";
import { get, post } from "./request.ts";

/** The live stream brings it anew at once; this is for when there is none. */
const POLL_MS = 30_000;

const bellKey = (companyId: string): string => `/companies/${companyId}/failures`;

/** Null: the person may not see it. */
export function useBell(companyId: string | null) {
  return useSWR<Bell>(companyId && bellKey(companyId), get, { refreshInterval: POLL_MS });
}

/** Those records, or all that failed up to then. */
export async function acknowledge(
  companyId: string,
  which: { recordIds: string[] } | { until: string },
): Promise<void> {
  const key = bellKey(companyId);
  await mutate(key, await post<Bell>(`${key}/acknowledge`, which), { revalidate: false });
}
