/**
 * The one family of errors that Crosstie throws. `http/` alone turns them into answers; `code` is
 * what the client reads.
 */
export class AppError extends Error {
  readonly status: number = 500;
  readonly code: string = "internal";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

export class BadRequestError extends AppError {
  override readonly status = 400;
  override readonly code = "bad_request";
}

export class NotSignedInError extends AppError {
  override readonly status = 401;
  override readonly code = "not_signed_in";
}

/**
 * The user is known and may not. The message names the permission that is missing and who can give
 * it.
 */
export class NotAllowedError extends AppError {
  override readonly status = 403;
  override readonly code = "not_allowed";
}

export class NotFoundError extends AppError {
  override readonly status = 404;
  override readonly code = "not_found";
}

/**
 * The company has not installed Crosstie, or not finished its set-up: an admin's move, and the
 * screens show the way.
 */
export class NotSetUpError extends AppError {
  override readonly status = 404;
  override readonly code = "not_set_up";
}

export class ConflictError extends AppError {
  override readonly status = 409;
  override readonly code = "conflict";
}

/** What a refusal means, in words that all outside systems share. */
export type Meaning =
  | "period_closed"
  | "duplicate"
  | "permission"
  | "field_missing"
  | "lines_missing"
  | "text_too_long"
  | "vendor_unknown"
  | "vendor_elsewhere"
  | "vendor_inactive"
  | "email_refused"
  | "phone_refused"
  | "item_missing"
  | "value_unknown"
  | "record_changed"
  | "line_billed"
  | "currency_differs"
  | "not_received"
  | "over_billed"
  | "counterpart_gone"
  | "record_locked"
  | "system_fault";

/** A refusal that a system is known for. Each connector has a table of them. */
export interface NamedRefusal {
  meaning: Meaning;
  whoseMove: "project" | "accounting" | "admin" | "crosstie";
  /** `{record}` stands for what people call the record. */
  title: string;
  /** What gets past it: names screens, fields and buttons that exist. */
  remedy: string;
}

export interface RemoteFacts {
  /** The outside system, as people say it. */
  system: string;
  /** Short enough to show. Of what no `refusal` names, a clause: "it did not answer in time". */
  reason: string;
  /** The reason is in the other system's own words, and not what we make of its answer. */
  isQuoted?: boolean;
  /** May the same call succeed later without anyone doing anything? The only thing a job asks. */
  retryable: boolean;
  /** Not before this instant (rate limits, `Retry-After`). */
  retryAt?: Date;
  /** Of a write: the other system has done with it, so nothing of it can happen later. */
  hasEnded?: boolean;
  /** HTTP status of the answer, when there was one. */
  remoteStatus?: number;
  /** The other system's error code. */
  remoteCode?: string;
  /** Undefined: the other system's own words are all that is known. */
  refusal?: NamedRefusal;
}

/** An outside system refused or failed. */
export class RemoteError extends AppError {
  override readonly status: number = 502;
  override readonly code: string = "remote";
  readonly system: string;
  readonly reason: string;
  readonly isQuoted: boolean;
  readonly retryable: boolean;
  readonly retryAt: Date | undefined;
  readonly remoteStatus: number | undefined;
  readonly remoteCode: string | undefined;
  readonly refusal: NamedRefusal | undefined;

  constructor(facts: RemoteFacts, options?: ErrorOptions) {
    super(`${facts.system}: ${facts.reason}`, options);
    this.system = facts.system;
    this.reason = facts.reason;
    this.isQuoted = facts.isQuoted === true;
    this.retryable = facts.retryable;
    this.retryAt = facts.retryAt;
    this.remoteStatus = facts.remoteStatus;
    this.remoteCode = facts.remoteCode;
    this.refusal = facts.refusal;
  }
}

/** Did an outside system refuse for this reason? */
export function isRefusal(error: unknown, meaning: Meaning): error is RemoteError {
  return error instanceof RemoteError && error.refusal?.meaning === meaning;
}

/**
 * The request may or may not have been carried out: the answer was lost. Look before posting again.
 */
export class UnknownOutcomeError extends RemoteError {
  override readonly code = "unknown_outcome";
  readonly hasEnded: boolean;

  constructor(facts: RemoteFacts, options?: ErrorOptions) {
    super(facts, options);
    this.hasEnded = facts.hasEnded === true;
  }
}

/**
 * What the other system has cannot become what Procore says; nothing was changed. The two differ
 * until a person makes one of them right.
 */
export class CannotFollowError extends RemoteError {
  override readonly code = "cannot_follow";
  /** What it comes to there, and what it should come to. Undefined: it is gone. */
  readonly figures: { total: string; wanted: string } | undefined;

  constructor(facts: RemoteFacts & Pick<CannotFollowError, "figures">) {
    super(facts);
    this.figures = facts.figures;
  }
}

/** Too many requests; `retryAt` is always set. */
export class RateLimitedError extends RemoteError {
  override readonly status = 503;
  override readonly code = "rate_limited";
}

/** The credentials no longer work; someone must sign in or mend the connection. */
export class CredentialsRefusedError extends RemoteError {
  override readonly code = "credentials_refused";
}

/** Errors of ours know; of any other nobody does, so it is tried again. */
export function isWorthRetrying(error: unknown): boolean {
  if (typeof error === "object" && error !== null && "retryable" in error) {
    return error.retryable === true;
  }
  return !(error instanceof AppError);
}
