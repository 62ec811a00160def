import { AppError } from "../errors.ts";
import type { Failure } from "../store/failure.ts";

/** The lines that we see are not Procore's total: nothing is sent until a person has looked. */
export class TotalError extends AppError {
  override readonly status = 409;
  override readonly code: string;
  readonly whoseMove: Failure["whoseMove"];
  /** Follows "do not add up to". */
  readonly total: string;

  constructor(
    message: string,
    facts: { code: string; total: string; whoseMove: Failure["whoseMove"] },
  ) {
    super(message);
    this.code = facts.code;
    this.total = facts.total;
    this.whoseMove = facts.whoseMove;
  }
}
