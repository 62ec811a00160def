import type { Actor } from "./actor.ts";

export type Query = Record<string, string | number | boolean | string[] | undefined>;

export interface Call {
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** From `/rest/…` on. */
  path: string;
  query?: Query;
  body?: unknown;
  /** Sent as `Procore-Company-Id`; left out only for a user's `/me` and `/companies`. */
  companyId: string | undefined;
  /** Whom Procore sees; the company's service account when absent. */
  as?: Actor;
  /** Of the job or request that wants the answer: when it is aborted, so is the call. */
  signal?: AbortSignal;
  /** Asked before a call that changes something is sent; when it rejects, nothing is sent. */
  beforeWrite?(): Promise<void>;
}

/** Who asks, and until when: what every call says besides what it wants. */
export type Caller = Pick<Call, "companyId" | "as" | "signal">;

/** Picked one by one: the places that callers name hold more than this. */
export function callerOf({ companyId, as, signal }: Caller): Caller {
  return { companyId, as, signal };
}

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed without losing digits; undefined for an empty body. */
  body: unknown;
}
