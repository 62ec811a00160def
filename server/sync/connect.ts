import { inCompany, type Scope } from "../database/scope.ts";
import { type ConnectionCheck, type Lane } from "../connectors/connector.ts";
import { type SystemName, systems } from "../connectors/index.ts";
import { BadRequestError, ConflictError, RemoteError } from "../errors.ts";
import {
  type Connection,
  countInErp,
  firstSettings,
  saveConnection,
  saveSettings,
} from "../store/connections.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { dropCursor } from "../store/cursors.ts";
import type { SyncParts } from "./parts.ts";

export interface TypedIn {
  companyId: string;
  system: SystemName;
  /** As the form has it; an empty private key stands for the stored one. */
  credentials: {
    accountId: string;
    clientId: string;
    certificateId: string;
    privateKey: string;
    baseUrl: string;
  };
}

/** A first sign-in comes before there is a connection whose lanes could be kept. */
const noLane: Lane = (call) => call();

export type Tested =
  | { isWorking: true; check: ConnectionCheck }
  | { isWorking: false; message: string };

/**
 * Signs in with what was typed in. A refusal is an answer, not an error: the ERP's words come back.
 */
export async function testConnection(parts: SyncParts, typed: TypedIn): Promise<Tested> {
  const credentials = await completed(parts, typed);
  const connector = systems[typed.system].connect({
    credentials,
    settings: firstSettings,
    lane: noLane,
  });
  try {
    await inCompany(parts.db, typed.companyId, (scope) => refuseToLeaveRecords(scope, typed));
    return { isWorking: true, check: await connector.check() };
  } catch (error) {
    if (error instanceof RemoteError || error instanceof ConflictError) {
      return { isWorking: false, message: error.message };
    }
    throw error;
  }
}

/**
 * Saves credentials that work. Rejects with BadRequestError, in the ERP's words, when they do not,
 * and with ConflictError when they are of
 * another account than the one that holds our records.
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
  const { privateKey: _secret, ...shown } = credentials;
  await inCompany(parts.db, typed.companyId, async (scope) => {
    // Once more: a push may have begun while the new account was asked.
    const left = await refuseToLeaveRecords(scope, typed);
    if (left) await forgetAccount(scope, left);
    await saveConnection(scope, {
      companyId: typed.companyId,
      system: typed.system,
      role: systems[typed.system].role,
      credentials: parts.seal.seal(JSON.stringify(credentials)),
      shown,
      summary: tested.check.summary,
      choices: tested.check.choices,
    });
  });
}

/**
 * The connection whose account these credentials leave, if they do. Rejects with ConflictError
 * while that account holds records of ours.
 */
async function refuseToLeaveRecords(
  scope: Scope,
  { companyId, system, credentials }: TypedIn,
): Promise<Connection | undefined> {
  const stored = await findConnection(scope, companyId);
  if (!stored) return undefined;
  const { accountId = "", baseUrl = "" } = stored.shown;
  const { name, accountOf } = systems[system];
  const [ours, theirs] = [accountOf({ accountId, baseUrl }), accountOf(credentials)];
  if (ours === theirs) return undefined;
  const count = await countInErp(scope, stored);
  if (count === 0) return stored;
  throw new ConflictError(
    `Crosstie has ${count === 1 ? "1 record" : `${count} records`} of this company in ${name} account ${ours}. In account ${theirs} the same ids mean other vendors, ` +
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
  const { automaticSync, subsidiaryId, itemId } = firstSettings;
  await saveSettings(scope, connection, {
    ...connection.settings,
    automaticSync,
    subsidiaryId,
    itemId,
  });
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

function refuseForeignAddress(
  { allowsLoopback }: SyncParts,
  { system, credentials }: TypedIn,
): void {
  const url = systems[system].addressOf(credentials);
  if (systems[system].isOwnAddress(url)) return;
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
    `The account URL is not an address of ${systems[system].name}. Copy it from the account's own settings, or leave it empty.`,
  );
}

async function completed(parts: SyncParts, typed: TypedIn): Promise<TypedIn["credentials"]> {
  refuseForeignAddress(parts, typed);
  const { db, seal } = parts;
  const { companyId, credentials } = typed;
  if (credentials.privateKey) return credentials;
  const stored = await inCompany(db, companyId, (scope) => findConnection(scope, companyId));
  if (!stored) {
    throw new BadRequestError(
      "The private key is missing: paste the key that belongs to the certificate in NetSuite.",
    );
  }
  const { privateKey } = JSON.parse(seal.open(stored.credentials)) as TypedIn["credentials"];
  return { ...credentials, privateKey };
}
