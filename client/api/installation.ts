import useSWR from "swr";
import type {
  CompanyChoice,
  ConnectionTest,
  EnteredConnection,
  HeldBack,
  Installation,
  SettingsSave,
} from "../../server/api/contract.ts";
import { del, get, post, put } from "./request.ts";

const LOOK_AGAIN_MS = 3_000;

const installationKey = (companyId: string): string => `/companies/${companyId}/installation`;

/** It looks again until what goes on by itself has ended. */
export function useInstallation(companyId: string | null) {
  return useSWR<Installation>(companyId && installationKey(companyId), get, {
    refreshInterval: (seen) => (seen?.erasure?.doneAt === null ? LOOK_AGAIN_MS : 0),
  });
}

/** The person's companies, and how far each has come. */
export function useCompanies() {
  return useSWR<CompanyChoice[]>("/companies", get);
}

export const beginInstallation = (companyId: string): Promise<Installation> =>
  post(installationKey(companyId));

/**
 * The same for who sets up: what they have begun, or begin now, goes on with the projects that
 * Procore shows today. What was uninstalled or erased stays so. Webhooks are made after set-up is finished,
 * so until they are in place it looks again.
 */
export function useSetUp(companyId: string) {
  return useSWR<Installation>(
    installationKey(companyId),
    async (key: string) => {
      const seen = await get<Installation>(key);
      const isNew = seen.status === "not_installed" && !seen.erasure;
      const isOpen = isNew || seen.status === "setting_up";
      return isOpen && seen.may.setUp ? beginInstallation(companyId) : seen;
    },
    {
      refreshInterval: (seen) =>
        seen?.status === "active" && !seen.webhooks.ok ? LOOK_AGAIN_MS : 0,
    },
  );
}

export const chooseProjects = (companyId: string, projectIds: string[]): Promise<Installation> =>
  put(`${installationKey(companyId)}/projects`, { projectIds });

/** Resolves with `ok: false` and the system's own words when the credentials do not work. */
export const testConnection = (
  companyId: string,
  entered: EnteredConnection,
): Promise<ConnectionTest> => post(`/companies/${companyId}/connection/test`, entered);

export const saveConnection = (
  companyId: string,
  entered: EnteredConnection,
): Promise<Installation> => put(`/companies/${companyId}/connection`, entered);

const settingsKey = (companyId: string): string => `/companies/${companyId}/settings`;

/** Changes what is named and leaves the rest as it is: all of it, or nothing. */
export const saveSettings = (companyId: string, save: SettingsSave): Promise<Installation> =>
  put(settingsKey(companyId), save);

/** What waits for a choice in Settings. Null: nobody wants to know. */
export function useHeldBack(companyId: string | null) {
  return useSWR<HeldBack[]>(companyId && `${settingsKey(companyId)}/held-back`, get);
}

/** Starts what was shown, or nothing. */
export const finishInstallation = ({ company, choicesMark }: Installation): Promise<Installation> =>
  post(`${installationKey(company.id)}/finish`, { choicesMark });

export const renewWebhookSecret = (companyId: string): Promise<Installation> =>
  post(`${installationKey(companyId)}/webhook-secret`);

export const uninstall = (companyId: string): Promise<void> => del(installationKey(companyId));
