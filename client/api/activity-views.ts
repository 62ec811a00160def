import useSWR from "swr";
import type { ActivityTab, ActivityView } from "../../server/api/contract.ts";
import { del, get, post, put } from "./request.ts";

const viewsKey = (companyId: string): string => `/companies/${companyId}/activity-views`;

/** The reader's own. */
export function useActivityViews(companyId: string) {
  return useSWR<ActivityView[]>(viewsKey(companyId), get);
}

export const saveView = (
  companyId: string,
  view: { name: string; tab: ActivityTab; filters: Record<string, string> },
): Promise<ActivityView> => post(viewsKey(companyId), view);

export const renameView = (companyId: string, id: string, name: string): Promise<void> =>
  put(`${viewsKey(companyId)}/${id}`, { name });

export const deleteView = (companyId: string, id: string): Promise<void> =>
  del(`${viewsKey(companyId)}/${id}`);
