import type { Refusal } from "../../server/api/contract.ts";
import { formatInstant, formatReason } from "../format.ts";

type RefusalFacts = Pick<Refusal, "code" | "message" | "remote"> & {
  status: number;
  retryAt?: Date | null;
};

/**
 * The server said no, or could not be reached. `message` is for people; `code` and `status` (0: no
 * answer at all) are for the screen's choice of what to show.
 */
export class RefusalError extends Error {
  override readonly name = "RefusalError";
  readonly code: string;
  readonly status: number;
  readonly remote: Refusal["remote"];
  /**
   * When the same may be asked again, where the other system said so: the refusal is out of date
   * then.
   */
  readonly retryAt: Date | null;

  constructor(
    { code, message, status, remote, retryAt = null }: RefusalFacts,
    options?: ErrorOptions,
  ) {
    super(
      retryAt
        ? waitWords(
            code,
            remote?.system ?? /^(\w+): /.exec(message)?.[1] ?? "The other system",
            retryAt,
          )
        : formatReason(message),
      options,
    );
    this.code = code;
    this.status = status;
    this.remote = remote;
    this.retryAt = retryAt;
  }
}

/** The system behind us that is to blame; null when it is Crosstie that said no. */
export function titleOfRemote({ remote }: RefusalError): string | null {
  if (!remote) return null;
  return remote.isPassing ? `${remote.system} does not answer` : `${remote.system} refused this`;
}

function waitWords(code: string, system: string, retryAt: Date): string {
  const why =
    code === "too_many_requests"
      ? "Crosstie has been asked for too much from here in a short time."
      : code === "rate_limited"
        ? `${system} has been asked too much for now and wants Crosstie to wait.`
        : `${system} does not answer for now.`;
  return `${why} It goes on at ${formatInstant(retryAt.toISOString())}.`;
}
