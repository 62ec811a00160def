import useSWR from "swr";
import type { CostType } from "../../server/api/contract.ts";
import { get } from "./request.ts";

/** Procore is asked each time: once a page is enough. */
export function useCostTypes(companyId: string | null) {
  return useSWR<CostType[]>(companyId && `/companies/${companyId}/cost-types`, get, {
    revalidateOnFocus: false,
    revalidateIfStale: false,
  });
}
