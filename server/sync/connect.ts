import type { ConnectionCheck } from "../connectors/connection-check.ts";
import type { Lane } from "../connectors/connector.ts";
import type { Entered } from "../connectors/fields.ts";
import { systemOf } from "../connectors/index.ts";
import { shownOf } from "../connectors/system.ts";
import { inCompany, type Scope } from "../database/scope.ts";
import { BadRequestError, ConflictError, RateLimitedError, RemoteError } from "../errors.ts";
import { findConnection } from "../store/connections-in-use.ts";
import {
  type Connection,
  countInErp,
  firstSettings,
  saveConnection,
  saveSettings,
} from "../store/connections.ts";
import { dropCursor } from "../store/cursors.ts";
import { keepCheck } from "./keep-check.ts";
import type { SyncParts } from "./parts.ts";

export interface TypedIn {
  companyId: string;
  system: string;
  /** As the form has it; an empty secret stands for the stored one. */
  credentials: Entered;
}

/** A first sign-in comes before there is a connection whose lanes could be kept. */
const noLane: Lane = (call) => call();

export type Tested =
  /** `unset`: what the account insists on and the settings do not give. */
  | { isWorking: true; check: ConnectionCheck; unset: string[] }
  /** `isReached`: the system itself said no, and not a wrong address or silence. */
  | { isWorking: false; isReached: boolean; message: string };

/**
 * Signs in with what was typed in. A refusal is an answer, not an error: the system's words come
 * back.
 */
export async function testConnection(parts: SyncParts, typed: TypedIn): Promise<Tested> {
  const credentials = await completed(parts, typed);
  try {
    await inCompany(parts.db, typed.companyId, (scope) => refuseToLeaveRecords(scope, typed));
    const connector = systemOf(typed).connect({ credentials, settings: {}, lane: noLane });
    const check = await connector.check();
    return {
      isWorking: true,
      check,
      unset: await keepCheck(parts, { ...typed, credentials, check }),
    };
  } catch (error) {
    if (!(error instanceof RemoteError || error instanceof ConflictError)) throw error;
    const remedy = error instanceof RemoteError && error.refusal && ` ${error.refusal.remedy}`;
    const message = `${error.message}${remedy ?? ""}`;
    return { isWorking: false, isReached: hasAnswered(error), message };
  }
}

/** What answers without a code of the system's own is a gateway, or somebody else's server. */
function hasAnswered(error: RemoteError | ConflictError): boolean {
  if (error instanceof ConflictError || error instanceof RateLimitedError) return true;
  const isStranger = error.remoteStatus !== undefined && error.remoteCode === undefined;
  return !error.retryable && !isStranger;
}

/**
 * Saves credentials that work. Rejects with BadRequestError, in the system's words, when they do not,
 * and with ConflictError when they are of another account than the one that holds our records.
 */
export async function connect(parts: SyncParts, typed: TypedIn): Promise<void> {
  const credentials = await completed(parts, typed);
  await inCompany(parts.db, typed.companyId, (scope) => refuseToLeaveRecords(scope, typed));
  const tested = await testConnection(parts, { ...typed, credentials });
  if (!tested.isWorking) {
    throw new BadRequestError(
      `The connection was not saved, because it does not work: ${tested.message}`,
    );
  }
  await inCompany(parts.db, typed.companyId, async (scope) => {
    // Once more: a push may have begun while the new account was asked.
    const left = await refuseToLeaveRecords(scope, typed);
    if (left?.system === typed.system) await forgetAccount(scope, left);
    await saveConnection(scope, {
      companyId: typed.companyId,
      system: typed.system,
      role: systemOf(typed).role,
      credentials: parts.seal.seal(JSON.stringify(credentials)),
      shown: { ...shownOf(systemOf(typed), credentials) },
      summary: tested.check.summary,
      choices: tested.check.choices,
      wanted: tested.check.wanted ?? [],
    });
  });
}

/**
 * The connection whose account these credentials leave, if they do. Rejects with ConflictError
 * while that account holds records of ours.
 */
async function refuseToLeaveRecords(scope: Scope, typed: TypedIn): Promise<Connection | undefined> {
  const stored = await findConnection(scope, typed.companyId);
  if (!stored) return undefined;
  const [left, next] = [systemOf(stored), systemOf(typed)];
  const [ours, theirs] = [left.accountOf(stored.shown), next.accountOf(typed.credentials)];
  if (left.id === next.id && ours === theirs) return undefined;
  const count = await countInErp(scope, stored);
  if (count === 0) return stored;
  const other = left.id === next.id ? "account" : `${next.name} account`;
  throw new ConflictError(
    `Crosstie has ${count === 1 ? "1 record" : `${count} records`} of this company in ${left.name} account ${ours}. In ${other} ${theirs} the same ids mean other vendors, ` +
      `orders and bills: orders would go to strangers, and payments would be taken from other people's bills. Nothing was saved. Enter credentials of account ${ours}; ` +
      "another user, certificate or key of it is fine. Uninstalling and installing again keeps the records, so it does not help: " +
      "when your books move to another account, contact support first.",
  );
}

/**
 * Another account has other choices and its own clock: as with a new connection, nothing moves by
 * itself until someone has chosen again.
 */
async function forgetAccount(scope: Scope, connection: Connection): Promise<void> {
  await dropCursor(scope, { ...connection, name: "payments" });
  const { automaticSync } = firstSettings;
  const own = Object.fromEntries(systemOf(connection).settings.map(({ id }) => [id, null]));
  await saveSettings(scope, connection, { automaticSync, own });
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

function refuseForeignAddress({ allowsLoopback }: SyncParts, typed: TypedIn): void {
  const system = systemOf(typed);
  const url = system.addressOf(typed.credentials);
  if (system.isOwnAddress(url)) return;
  if (
    allowsLoopback &&
    url.protocol === "http:" &&
    LOOPBACK.includes(url.hostname) &&
    !url.username &&
    !url.password
  ) {
    return;
  }
  throw new BadRequestError(
    `The account URL is not an address of ${system.name}. Copy it from the account's own settings, or leave it empty.`,
  );
}

/** With the stored secrets where none were typed in. */
async function completed(parts: SyncParts, typed: TypedIn): Promise<Entered> {
  refuseForeignAddress(parts, typed);
  const { fields } = systemOf(typed).credentials;
  const secrets = fields.filter(({ id, isSecret }) => isSecret && !typed.credentials[id]);
  if (secrets.length === 0) return typed.credentials;
  const stored = await storedCredentials(parts, typed);
  const kept = secrets.map(({ id }) => [id, stored[id] ?? ""] as const);
  const missing = secrets.find(({ id, needed }) => needed && !stored[id]);
  if (missing) throw new BadRequestError(`${missing.label}: ${missing.needed}`);
  return { ...typed.credentials, ...Object.fromEntries(kept) };
}

async function storedCredentials(
  { db, seal }: SyncParts,
  { companyId, system }: TypedIn,
): Promise<Entered> {
  const stored = await inCompany(db, companyId, (scope) => findConnection(scope, companyId));
  if (stored?.system !== system) return {};
  return JSON.parse(seal.open(stored.credentials)) as Entered;
}
