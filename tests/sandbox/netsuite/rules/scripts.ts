import type { Account, NsRecord } from "../account.ts";
import { Refusal, userError } from "../refusal.ts";
import type { Disturbance } from "../setup-options.ts";

/**
 * The scripts of the account run, and something of NetSuite's own goes wrong. Returns warnings.
 * Source: the corrections to the reference: a script's own text under USER_ERROR, sometimes as JSON
 * with a stack (error.UserEventError of N/error); a permanent failure as 500 with an error id.
 */
export function runScripts(
  account: Account,
  draft: NsRecord,
  before: NsRecord | undefined,
): string[] {
  return account.options.disturbances.flatMap((one) => {
    const isMeant = one.externalId === undefined || one.externalId === draft.externalId;
    if (one.type !== draft.type || !isMeant || one.times <= 0) return [];
    one.times -= 1;
    if (one.by === "warning") return [one.message];
    throw failure(account, one, { event: before ? "edit" : "create", id: before?.id ?? null });
  });
}

interface Saving {
  event: "create" | "edit";
  id: string | null;
}

function failure(
  account: Account,
  { by, name, message, type }: Disturbance,
  { event, id }: Saving,
): Refusal {
  if (by === "unexpected") return unexpectedError(account);
  if (by === "script") return userError(message);
  const thrown = {
    type: "error.UserEventError",
    name,
    message,
    stack: [`beforeSubmit(/SuiteScripts/ue_${type.toLowerCase()}.js:42)`, "createError(N/error)"],
    eventType: event,
    recordId: id,
    id: "",
    notifyOff: false,
    userFacing: true,
  };
  return userError(JSON.stringify(thrown));
}

const ID_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789";
const ID_LENGTH = 21;

/** Its id is new each time: support finds the failure by it. */
function unexpectedError(account: Account): Refusal {
  const sign = () => ID_SIGNS[Math.floor(account.random() * ID_SIGNS.length)];
  const id = Array.from({ length: ID_LENGTH }, sign).join("");
  return new Refusal(500, {
    detail: `An unexpected error occurred. Error ID: ${id}`,
    code: "UNEXPECTED_ERROR",
  });
}
