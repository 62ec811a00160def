import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";
import { lockSchedules, type PaymentSchedule, reschedule } from "./schedules.ts";

export interface ConnectionSettings {
  automaticSync: boolean;
  /** By kind name, and `payment`. What is absent is off. */
  resourceTypes: Record<string, boolean>;
  createVendors: boolean;
  paymentSchedule: PaymentSchedule;
  /** By setting field id; the system's own schema reads them. */
  own: Record<string, OwnSetting>;
}

/** One value, or one for each project or cost type. */
export type OwnSetting = string | null | Readonly<Record<string, string>>;

/** Nothing moves by itself until someone has looked. */
export const firstSettings: ConnectionSettings = {
  automaticSync: false,
  resourceTypes: { commitment: true, requisition: true, payment: true },
  createVendors: false,
  paymentSchedule: "hourly",
  own: {},
};

interface Choice {
  id: string;
  name: string;
}

export type Role = "erp" | "time";

export interface Connection {
  companyId: string;
  connectionId: string;
  system: string;
  role: Role;
  /** Sealed JSON. Empty: the company has uninstalled, and has to enter them again. */
  credentials: string;
  /** The part of the credentials that people may see. */
  shown: Record<string, string>;
  settings: ConnectionSettings;
  status: "working" | "broken";
  summary: string;
  /** What the account offered at the last check, by setting field id. */
  choices: Record<string, Choice[]>;
  /** What the account insists on, and the settings that give it. */
  wanted: Wanted[];
  /** Permissions that the account does not give, though something is synced without them. */
  missing: MissingPermission[];
  checkedAt: Date;
}

interface Wanted {
  by: { field: string; holder?: string; value?: string }[];
  says: string;
}

interface MissingPermission {
  permission: string;
  level: string;
  says: string;
  isNeeded: boolean;
  onlyWith?: { setting: string; values: (string | null)[] };
}

const ofConnection = columns<Connection>(
  {
    companyId: "company_id",
    connectionId: "connection_id",
    system: "system",
    role: "role",
    credentials: "credentials",
    shown: "shown",
    settings: "settings",
    status: "status",
    summary: "summary",
    choices: "choices",
    wanted: "wanted",
    missing: "missing",
    checkedAt: "checked_at",
  },
  { json: ["shown", "settings", "choices", "wanted", "missing"] },
);
export const { fromRow, names: connectionColumns } = ofConnection;
export const joinedConnection = ofConnection.joined("connections");

export type NewConnection = Omit<
  Connection,
  "connectionId" | "settings" | "status" | "checkedAt" | "wanted" | "missing"
> &
  Partial<Pick<Connection, "wanted" | "missing">>;

/** Settings stay; another system of the role goes out of use. Call it in a transaction. */
export async function saveConnection(scope: Scope, connection: NewConnection): Promise<void> {
  const { companyId, system, role, ...found } = connection;
  const fresh = {
    ...ofConnection.toRow({ ...found, status: "working" }),
    checked_at: scope.fn.now(),
    is_in_use: true,
  };
  await lockSchedules(scope, companyId);
  await scope("connections")
    .where({ company_id: companyId, role, is_in_use: true })
    .whereNot({ system })
    .update({ is_in_use: false });
  await scope("connections")
    .insert({
      ...ofConnection.toRow({ companyId, system, role, settings: firstSettings }),
      ...fresh,
    })
    .onConflict(["company_id", "system"])
    .merge(fresh);
  await reschedule(scope, companyId);
}

/** What is shown of them stays: records belong to that account. */
export async function dropCredentials(scope: Scope, companyId: string): Promise<void> {
  await scope("connections").where({ company_id: companyId }).update({
    credentials: "",
    status: "broken",
    summary: "The credentials were destroyed when Crosstie was uninstalled. Enter them again.",
  });
}

/** Also counts unanswered writes, which may have made a counterpart. */
export async function countInErp(
  scope: Scope,
  { companyId, connectionId }: Pick<Connection, "companyId" | "connectionId">,
): Promise<number> {
  const [row] = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId })
    .where((found) => found.whereNotNull("erp_id").orWhereNotNull("attempting_since"))
    .count<{ count: string }[]>("* as count");
  return Number(row?.count ?? 0);
}

/** What is left out stays, also in `resourceTypes` and `own`. Null in `own` removes. */
export type ConnectionSettingsChanges = {
  [Name in Exclude<keyof ConnectionSettings, "own">]?: ConnectionSettings[Name] | undefined;
} & { own?: Record<string, OwnSettingChange> | undefined };

export type OwnSettingChange = string | null | Readonly<Record<string, string | null>>;

/** Merges in SQL: changes that others make meanwhile stay. Call it in a transaction. */
export async function saveSettings(
  scope: Scope,
  connection: Connection,
  { resourceTypes = {}, own = {}, ...changes }: ConnectionSettingsChanges,
): Promise<ConnectionSettings> {
  await lockSchedules(scope, connection.companyId);
  const { rows } = await scope.raw<{ rows: Pick<Connection, "settings">[] }>(
    `update connections
        set settings = settings || :changes::jsonb || jsonb_build_object(
          'resourceTypes', settings->'resourceTypes' || :types::jsonb,
          'own', jsonb_strip_nulls(settings->'own' || (
            select coalesce(jsonb_object_agg(id, case
                when jsonb_typeof(change) <> 'object' then change
                when jsonb_typeof(settings->'own'->id) = 'object' then settings->'own'->id || change
                else change end), '{}')
              from jsonb_each(:own::jsonb) as named (id, change))))
      where company_id = :companyId and connection_id = :connectionId
      returning settings`,
    {
      companyId: connection.companyId,
      connectionId: connection.connectionId,
      changes: JSON.stringify(changes),
      types: JSON.stringify(resourceTypes),
      own: JSON.stringify(own),
    },
  );
  await reschedule(scope, connection.companyId);
  return rows[0]?.settings ?? connection.settings;
}

export async function saveCheck(
  scope: Scope,
  { companyId, connectionId, credentials }: Connection,
  found: Pick<Connection, "choices" | "wanted" | "missing">,
): Promise<void> {
  await scope("connections")
    .where({ company_id: companyId, connection_id: connectionId, credentials })
    .update(ofConnection.toRow(found));
}

/** Does nothing if other credentials were saved meanwhile. */
export async function markConnection(
  scope: Scope,
  connection: Connection,
  state: { status: Connection["status"]; summary: string },
): Promise<void> {
  await scope("connections")
    .where({
      company_id: connection.companyId,
      connection_id: connection.connectionId,
      credentials: connection.credentials,
    })
    .update({ ...state, checked_at: scope.fn.now() });
}
