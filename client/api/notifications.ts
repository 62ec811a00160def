import { post } from "./request.ts";

export const markRead = (companyId: string, ids: string[]): Promise<void> =>
  post(`/companies/${companyId}/notifications/read`, { ids });
