import type { Knex } from "knex";

export interface ConnectionSettings {
  automaticSync: boolean;
  /** By kind of record, and `payment`. What is not named is off. */
  resourceTypes: Record<string, boolean>;
  createVendors: boolean;
  paymentSchedule: "hourly" | "every_2_hours" | "every_4_hours" | "daily" | "never";
  /** The system's own, by the ids of its setting fields; the system's own schema reads them. */
  own: Record<string, OwnSetting>;
}

/** One value; or one for each project or cost type. */
export type OwnSetting = string | null | Readonly<Record<string, string>>;

/** What a new connection starts with: nothing moves by itself until someone has looked. */
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

export interface Connection {
  companyId: string;
  connectionId: string;
  /** Its id, as `connectors` names it. */
  system: string;
  /** Sealed JSON; opened only where a connector is made. */
  credentials: string;
  /** What of the credentials people may see. */
  shown: Record<string, string>;
  settings: ConnectionSettings;
  status: "working" | "broken";
  summary: string;
  /** What the account offered when it was checked, by the ids of setting fields. */
  choices: Record<string, Choice[]>;
  checkedAt: Date;
}

interface Row {
  company_id: string;
  connection_id: string;
  system: string;
  credentials: string;
  shown: Record<string, string>;
  settings: ConnectionSettings;
  status: "working" | "broken";
  summary: string;
  choices: Connection["choices"];
  checked_at: Date;
}

function fromRow(row: Row): Connection {
  return {
    companyId: row.company_id,
    connectionId: row.connection_id,
    system: row.system,
    credentials: row.credentials,
    shown: row.shown,
    settings: row.settings,
    status: row.status,
    summary: row.summary,
    choices: row.choices,
    checkedAt: row.checked_at,
  };
}

/** The company's connection; for now a company has one. */
export async function findConnection(db: Knex, companyId: string): Promise<Connection | undefined> {
  const row = await db<Row>("connections").where({ company_id: companyId }).first();
  return row && fromRow(row);
}

/** The same while Crosstie is installed there: what works on its behalf stops once it is not. */
export async function connectionInUse(
  db: Knex,
  companyId: string,
): Promise<Connection | undefined> {
  const row = await db<Row>("connections")
    .select("connections.*")
    .join("companies", "companies.company_id", "connections.company_id")
    .where({ "connections.company_id": companyId })
    .whereNot("companies.status", "uninstalled")
    .first();
  return row && fromRow(row);
}

/** Every connection of every company that is set up: what the tick goes through. */
export async function activeConnections(db: Knex): Promise<Connection[]> {
  const rows = await db<Row>("connections")
    .select("connections.*")
    .join("companies", "companies.company_id", "connections.company_id")
    .where("companies.status", "active");
  return rows.map(fromRow);
}

export type NewConnection = Omit<Connection, "connectionId" | "settings" | "status" | "checkedAt">;

/**
 * Connects, or replaces the credentials of, one system; settings stay. The credentials have just
 * been seen to work.
 */
export async function saveConnection(db: Knex, connection: NewConnection): Promise<void> {
  const fresh = {
    credentials: connection.credentials,
    shown: JSON.stringify(connection.shown),
    summary: connection.summary,
    choices: JSON.stringify(connection.choices),
    status: "working",
    checked_at: db.fn.now(),
  };
  await db("connections")
    .insert({
      company_id: connection.companyId,
      system: connection.system,
      settings: JSON.stringify(firstSettings),
      ...fresh,
    })
    .onConflict(["company_id", "system"])
    .merge(fresh);
}

/**
 * How many of its records have a counterpart in the ERP, or may have one because a write's answer
 * never came.
 */
export async function countInErp(
  db: Knex,
  { companyId, connectionId }: Pick<Connection, "companyId" | "connectionId">,
): Promise<number> {
  const [row] = await db("records")
    .where({ company_id: companyId, connection_id: connectionId })
    .where((found) => found.whereNotNull("erp_id").orWhereNotNull("attempting_since"))
    .count<{ count: string }[]>("* as count");
  return Number(row?.count ?? 0);
}

/**
 * What is left out, or undefined, stays as it is; so does each resource type and each setting of the
 * system's own that is not named.
 */
export type ConnectionSettingsChanges = {
  [Name in keyof ConnectionSettings]?: ConnectionSettings[Name] | undefined;
};

/**
 * Changes these settings and no other, whatever somebody else is changing meanwhile. Returns all of
 * them as they are now.
 */
export async function saveSettings(
  db: Knex,
  connection: Connection,
  { resourceTypes = {}, own = {}, ...changes }: ConnectionSettingsChanges,
): Promise<ConnectionSettings> {
  const { rows } = await db.raw<{ rows: Pick<Row, "settings">[] }>(
    `update connections
        set settings = settings || :changes::jsonb || jsonb_build_object(
          'resourceTypes', settings->'resourceTypes' || :types::jsonb,
          'own', settings->'own' || :own::jsonb)
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
  return rows[0]?.settings ?? connection.settings;
}

/**
 * Notes that these credentials stopped working, or work again; says nothing of others that were
 * saved meanwhile.
 */
export async function markConnection(
  db: Knex,
  connection: Connection,
  state: { status: Connection["status"]; summary: string },
): Promise<void> {
  await db("connections")
    .where({
      company_id: connection.companyId,
      connection_id: connection.connectionId,
      credentials: connection.credentials,
    })
    .update({ ...state, checked_at: db.fn.now() });
}
