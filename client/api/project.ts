import useSWR from "swr";
import type { NotInErpList, ProjectView } from "../../server/api/contract.ts";
import { get } from "./request.ts";

export interface ProjectRef {
  companyId: string;
  projectId: string;
}

/** Its commitments together. `refreshInterval` in milliseconds; 0: never by itself. */
export function useProject({ companyId, projectId }: ProjectRef, refreshInterval: number) {
  return useSWR<ProjectView>(`/companies/${companyId}/projects/${projectId}/commitments`, get, {
    refreshInterval,
    refreshWhenHidden: true,
  });
}

/** Of all projects of the reader. */
export function useNotInErp(companyId: string) {
  return useSWR<NotInErpList>(`/companies/${companyId}/not-in-erp`, get);
}
