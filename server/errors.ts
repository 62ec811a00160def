/** Base of Crosstie's own errors. `http/` makes answers of them; the client reads `code`. */
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

/** The message names the missing permission and who can grant it. */
export class NotAllowedError extends AppError {
  override readonly status = 403;
  override readonly code = "not_allowed";
}

export class NotFoundError extends AppError {
  override readonly status = 404;
  override readonly code = "not_found";
}

/** The company has not installed Crosstie or not finished its set-up: an admin has to act. */
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
  | "vendor_billed"
  | "email_refused"
  | "phone_refused"
  | "item_missing"
  | "value_unknown"
  | "record_changed"
  | "lines_typed_anew"
  | "linked_differs"
  | "billed_beside"
  | "currency_differs"
  | "not_received"
  | "over_billed"
  | "counterpart_gone"
  | "record_locked"
  | "system_fault";

export interface NamedRefusal {
  meaning: Meaning;
  whoseMove: "project" | "accounting" | "admin" | "crosstie";
  /** `{record}` stands for what people call the record. */
  title: string;
  /** How a person gets past it; names screens, fields and buttons that exist. */
  remedy: string;
}

export interface RemoteFacts {
  /** Its name for people: "NetSuite". */
  system: string;
  /** Short enough to show. Without a `refusal` it is a clause: "it did not answer in time". */
  reason: string;
  isQuoted?: boolean;
  /** May the same call succeed later without anyone doing anything? Jobs ask only this. */
  retryable: boolean;
  /** Not before this instant (rate limits, `Retry-After`). */
  retryAt?: Date;
  /** Of a write: the other system has finished with it, so nothing more can happen. */
  hasEnded?: boolean;
  /** Undefined: there was no answer. */
  remoteStatus?: number;
  remoteCode?: string;
  refusal?: NamedRefusal;
}

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

export function isRefusal(error: unknown, meaning: Meaning): error is RemoteError {
  return error instanceof RemoteError && error.refusal?.meaning === meaning;
}

/** A write may have been carried out, but its answer was lost. Look before writing again. */
export class UnknownOutcomeError extends RemoteError {
  override readonly code = "unknown_outcome";
  readonly hasEnded: boolean;

  constructor(facts: RemoteFacts, options?: ErrorOptions) {
    super(facts, options);
    this.hasEnded = facts.hasEnded === true;
  }
}

/** The ERP's document cannot become what Procore says. Nothing was changed; a person must act. */
export class CannotFollowError extends RemoteError {
  override readonly code = "cannot_follow";
  /** The ERP's total, and the total it should have. Undefined: the document is gone. */
  readonly figures: { total: string; wanted: string } | undefined;

  constructor(facts: RemoteFacts & Pick<CannotFollowError, "figures">) {
    super(facts);
    this.figures = facts.figures;
  }
}

/** `retryAt` is always set. */
export class RateLimitedError extends RemoteError {
  override readonly status = 503;
  override readonly code = "rate_limited";
}

export class CredentialsRefusedError extends RemoteError {
  override readonly code = "credentials_refused";
}

/** Without a `retryable` an AppError is final; any other error is tried again. */
export function isWorthRetrying(error: unknown): boolean {
  if (typeof error === "object" && error !== null && "retryable" in error) {
    return error.retryable === true;
  }
  return !(error instanceof AppError);
}
