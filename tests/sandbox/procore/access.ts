import type { Level } from "./records.ts";

/** Who may call: the registered app, its installs, browser sessions, codes and tokens. */

export interface AppRegistration {
  name: string;
  /** Client id of the app's credentials. */
  clientId: string;
  clientSecret: string;
  /** A further credential pair for the service account, where the app has one. */
  serviceClientId: string | null;
  serviceClientSecret: string | null;
  redirectUris: string[];
  /** Base URL of the app: side panel, full screen and install pages live there. */
  origin: string;
  versionKey: string;
  version: string;
  description: string;
}

export interface Installation {
  id: string;
  companyId: string;
  installedAt: string;
  installedById: string;
  status: "installed" | "uninstalled";
  uninstalledAt: string | null;
  uninstalledById: string | null;
  /** App Management > Permissions: emptied by each install or update. */
  permittedProjectIds: string[];
  configurations: AppConfiguration[];
}

/** Embedded views show up only where one of these says so. */
export interface AppConfiguration {
  id: string;
  title: string;
  projectIds: string[];
  appliesToAllProjects: boolean;
  instance: Record<string, string>;
  createdAt: string;
}

export interface Session {
  id: string;
  userId: string;
  /** Must come back in each form the session posts. */
  csrf: string;
}

export interface AuthorizationCode {
  code: string;
  clientId: string;
  userId: string;
  redirectUri: string;
  expiresAt: number;
  isUsed: boolean;
}

export interface Grant {
  accessToken: string;
  refreshToken: string | null;
  clientId: string;
  userId: string;
  /** Made by client_credentials: sees only the permitted projects of each install. */
  isService: boolean;
  createdAt: number;
  expiresAt: number;
  isRevoked: boolean;
  /** Its refresh token has been used. */
  isRefreshed: boolean;
}

export interface RateLimits {
  perHour: number;
  perTenSeconds: number;
  /** Whether a 429 carries `Retry-After` beside `X-Rate-Limit-Reset`. */
  sendRetryAfter: boolean;
}

/** Who made a change: a person in the screens (`applicationId` null) or an app through the API. */
export interface Author {
  userId: string;
  applicationId: string | null;
}

export interface RateWindow {
  startedAt: number;
  count: number;
}

export const LEVELS: readonly Level[] = ["None", "Read Only", "Standard", "Admin"];
