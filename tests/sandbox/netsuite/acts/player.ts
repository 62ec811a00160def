import type { Act } from "../../core/system.ts";
import type { Account } from "../account.ts";
import type { Tokens } from "../auth/tokens.ts";
import type { Options } from "../options.ts";

export interface Stage {
  account: Account;
  tokens: Tokens;
  options: Options;
  /** Shows the account anew after a feature was switched. */
  rebuild(): void;
}

/** Does one act and answers with what it touched. */
export type Player = (action: Act, stage: Stage) => unknown;
