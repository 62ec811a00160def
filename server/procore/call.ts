import type { Actor } from "./actor.ts";

export type Query = Record<string, string | number | boolean | string[] | undefined>;

export interface Call {
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Starts with `/rest/`. */
  path: string;
  query?: Query;
  body?: unknown;
  /** Sent as `Procore-Company-Id`; only a user's `/me` and `/companies` go without it. */
  companyId: string | undefined;
  /** Absent: the company's service account. */
  as?: Actor;
  signal?: AbortSignal;
  /** Runs before a call that changes something; when it rejects, nothing is sent. */
  beforeWrite?(): Promise<void>;
}

export type Caller = Pick<Call, "companyId" | "as" | "signal">;

/** Callers pass places, which hold more fields than these. */
export function callerOf({ companyId, as, signal }: Caller): Caller {
  return { companyId, as, signal };
}

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed without losing digits; undefined for an empty body. */
  body: unknown;
}
