import pLimit from "p-limit";
import type { Actor } from "../audit/audit.ts";
import type { ConnectionCheck } from "../connectors/connection-check.ts";
import type { Lane } from "../connectors/connector.ts";
import type { Entered } from "../connectors/fields.ts";
import {
  LacksPermissionsError,
  type MissingPermission,
  stillMissing,
  systemOf,
} from "../connectors/index.ts";
import { shownOf } from "../connectors/system.ts";
import { inCompany, type Scope } from "../database/scope.ts";
import { BadRequestError, ConflictError, RateLimitedError, RemoteError } from "../errors.ts";
import { lockSetUp } from "../store/companies.ts";
import { findConnection } from "../store/connections-in-use.ts";
import {
  type Connection,
  type ConnectionSettings,
  countInErp,
  firstSettings,
  saveConnection,
  saveSettings,
} from "../store/connections.ts";
import { dropCursor } from "../store/cursors.ts";
import { auditConnection } from "./audit-connection.ts";
import { openCredentials, sealCredentials } from "./credentials.ts";
import { keepCheck, type Lacks } from "./keep-check.ts";
import type { SyncParts } from "./parts.ts";

export interface TypedIn {
  companyId: string;
  system: string;
  /** As the form sends it: an empty secret means that the stored one is kept. */
  credentials: Entered;
}

/** At the first sign-in there is no connection yet: as many as any system takes, with room to spare. */
const CALLS_AT_ONCE = 3;

export type Tested =
  | ({ isWorking: true; check: ConnectionCheck } & Lacks)
  /** `isReached`: the system itself refused; false after a wrong address or silence. */
  | { isWorking: false; isReached: boolean; message: string; missing: MissingPermission[] };

/** ConflictError: not being set up, or another account holds our records. A refusal is an outcome: the system's own words. */
export async function testConnection(parts: SyncParts, typed: TypedIn): Promise<Tested> {
  const credentials = await completed(parts, typed);
  await inCompany(parts.db, typed.companyId, async (scope) => {
    await lockSetUp(scope, typed.companyId);
    await refuseToLeaveRecords(scope, typed);
  });
  const lane: Lane = pLimit(CALLS_AT_ONCE);
  try {
    const connector = systemOf(typed).connect({ credentials, settings: {}, lane });
    const check = await connector.check();
    const lacks = await keepCheck(parts, { ...typed, credentials, check });
    return { isWorking: true, check, ...lacks };
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    const remedy = error.refusal ? ` ${error.refusal.remedy}` : "";
    const missing = error instanceof LacksPermissionsError ? error.missing : [];
    const said =
      missing.length > 0
        ? `${systemOf(typed).name} lets Crosstie in, but not do all that is needed.`
        : error.message;
    const message = `${said}${remedy}`;
    return {
      isWorking: false,
      isReached: hasAnswered(error),
      message,
      missing: stillMissing(missing, await settingsFor(parts, typed)),
    };
  }
}

/** An answer without an error code of the system comes from a gateway or another server. */
function hasAnswered(error: RemoteError): boolean {
  if (error instanceof RateLimitedError) return true;
  const isStranger = error.remoteStatus !== undefined && error.remoteCode === undefined;
  return !error.retryable && !isStranger;
}

/** Throws BadRequestError: credentials fail; ConflictError: another account holds our records. */
export async function connect(parts: SyncParts, typed: TypedIn, by: Actor): Promise<void> {
  const credentials = await completed(parts, typed);
  const tested = await testConnection(parts, { ...typed, credentials });
  if (!tested.isWorking) {
    throw new BadRequestError(
      `The connection was not saved, because it does not work: ${[tested.message, ...namesOf(tested.missing)].join(" ")}`,
    );
  }
  await inCompany(parts.db, typed.companyId, async (scope) => {
    // Again: somebody may have uninstalled, or a push have written, while it was checked.
    await lockSetUp(scope, typed.companyId);
    const before = await findConnection(scope, typed.companyId);
    const left = await refuseToLeaveRecords(scope, typed);
    if (left?.system === typed.system) await forgetAccount(scope, left);
    await saveConnection(scope, {
      companyId: typed.companyId,
      system: typed.system,
      role: systemOf(typed).role,
      credentials: sealCredentials(parts.seal, typed, credentials),
      shown: { ...shownOf(systemOf(typed), credentials) },
      summary: tested.check.summary,
      choices: tested.check.choices,
      wanted: tested.check.wanted ?? [],
      missing: tested.check.missing ?? [],
    });
    await auditConnection(parts, scope, { ...typed, credentials, before, by });
  });
}

function namesOf(missing: MissingPermission[]): string[] {
  const needed = missing.filter(({ isNeeded }) => isNeeded);
  const names = needed.map(({ permission, level }) => `${permission} (${level})`).join(", ");
  return names === "" ? [] : [`It lacks ${names}.`];
}

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

/** Another account has other choices and another clock: nothing moves until a person has chosen. */
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

function storedConnection({ db }: SyncParts, companyId: string): Promise<Connection | undefined> {
  return inCompany(db, companyId, (scope) => findConnection(scope, companyId));
}

async function settingsFor(
  parts: SyncParts,
  { companyId, system }: TypedIn,
): Promise<ConnectionSettings> {
  const stored = await storedConnection(parts, companyId);
  return stored?.system === system ? stored.settings : firstSettings;
}

/** Of what was destroyed, nothing. */
async function storedCredentials(
  parts: SyncParts,
  { companyId, system }: TypedIn,
): Promise<Entered> {
  const stored = await storedConnection(parts, companyId);
  if (stored?.system !== system || !stored.credentials) return {};
  return openCredentials(parts.seal, stored);
}
