import useSWR, { useSWRConfig } from "swr";
import type { Notifications } from "../../server/api/contract.ts";
import { get, post } from "./request.ts";

const notificationsKey = (companyId: string): string => `/companies/${companyId}/notifications`;

export const useNotifications = (companyId: string) =>
  useSWR<Notifications>(notificationsKey(companyId), get);

export const markRead = (companyId: string, ids: string[]): Promise<void> =>
  post(`${notificationsKey(companyId)}/read`, { ids });

/** The same, and the list knows of it. */
export function useMarkRead(companyId: string): (ids: string[]) => Promise<void> {
  const { mutate } = useSWRConfig();
  return async (ids) => {
    await markRead(companyId, ids);
    await mutate(notificationsKey(companyId));
  };
}
