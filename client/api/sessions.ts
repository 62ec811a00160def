import useSWR, { useSWRConfig } from "swr";
import type { OpenSession } from "../../server/api/contract.ts";
import { del, get } from "./request.ts";

const OWN = "/sessions";
const ofCompany = (companyId: string): string => `/companies/${companyId}/sessions`;

export function useOwnSessions() {
  return useSWR<OpenSession[]>(OWN, get);
}

/** Of the people who have opened the company here; null: whose reader may not see them. */
export function useCompanySessions(companyId: string | null) {
  return useSWR<OpenSession[]>(companyId && ofCompany(companyId), get);
}

export const endOwnSession = (id: string): Promise<void> => del(`${OWN}/${id}`);

/** All of the person but the one that asks. */
export const endOtherSessions = (): Promise<void> => del(OWN);

export const endCompanySession = (companyId: string, id: string): Promise<void> =>
  del(`${ofCompany(companyId)}/${id}`);

/** Of one that has ended, each list may tell. */
export function useSessionsAgain(): () => void {
  const { mutate } = useSWRConfig();
  return () => void mutate((key) => typeof key === "string" && key.endsWith(OWN));
}
