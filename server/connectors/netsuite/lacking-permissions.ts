import { z } from "zod";
import { CredentialsRefusedError, RemoteError } from "../../errors.ts";
import type { Send } from "./client.ts";
import { furtherPermissions } from "./further-permissions.ts";
import { neededPermissions } from "./needed-permissions.ts";
import { NO_QUERIES, NO_REST, type Permission, TABLES } from "./permission.ts";
import { isClosedTable, isMissingColumn, type SuiteQl } from "./suiteql.ts";

type Table = keyof typeof TABLES;

const PERMISSIONS: Permission[] = [
  ...neededPermissions.map((row) => ({ ...row, isNeeded: true })),
  ...furtherPermissions.map((row) => ({ ...row, isNeeded: false })),
];

const opened = new Set(
  PERMISSIONS.flatMap(({ record, level }) => (level === "View" ? [] : record)),
);
const Listed = z.object({ items: z.array(z.object({ id: z.string() })) });

/**
 * What the integration's role lacks, found by trying: NetSuite tells nobody what a role may do. A
 * table alone does not show it of kinds of transactions, since their rows are left out of it.
 */
export async function lackingPermissions(send: Send, suiteql: SuiteQl): Promise<Permission[]> {
  const tables = Object.keys(TABLES) as Table[];
  const records = [...new Set(PERMISSIONS.flatMap(({ record }) => record ?? []))];
  const closedOf = async <Name extends string>(
    names: Name[],
    isClosed: (name: Name) => Promise<boolean>,
  ) => {
    const closed = await Promise.all(names.map(isClosed));
    return new Set(names.filter((_, index) => closed[index]));
  };
  const [closedTables, closedRecords] = await Promise.all([
    closedOf(tables, (table) => isTableClosed(suiteql, table)),
    closedOf(records, (record) => isRecordClosed(send, record)),
  ]);
  const seesNoTable = closedTables.size === tables.length;
  if (seesNoTable && closedRecords.size === records.length) return [...NO_REST];
  const suspects = PERMISSIONS.filter(
    ({ tables: needed = [], record }) =>
      (!seesNoTable && needed.some((table) => closedTables.has(table))) ||
      (record !== undefined && closedRecords.has(record)),
  );
  const isThere = await Promise.all(suspects.map(({ feature }) => hasFeature(suiteql, feature)));
  const lacking = suspects.filter((_, index) => isThere[index]);
  return seesNoTable ? [...NO_QUERIES, ...lacking] : lacking;
}

const read = (suiteql: SuiteQl, table: Table, column: string) =>
  suiteql.page({ row: z.unknown(), sql: () => `select ${column} from ${table} where rownum <= 1` });

async function isTableClosed(suiteql: SuiteQl, table: Table): Promise<boolean> {
  try {
    await read(suiteql, table, TABLES[table]);
    return false;
  } catch (error) {
    if (isClosedTable(error) || isForbidden(error)) return true;
    throw error;
  }
}

/**
 * Types that the account does not have, or does not list, say nothing of the role. One is opened as
 * our roads do: NetSuite opens it as for editing, so a level that is too low can show.
 */
async function isRecordClosed(send: Send, record: string): Promise<boolean> {
  const path = `/services/rest/record/v1/${record}`;
  try {
    const { body } = await send({ method: "GET", path: `${path}?limit=1` });
    const [first] = Listed.safeParse(body).data?.items ?? [];
    if (first && opened.has(record)) await send({ method: "GET", path: `${path}/${first.id}` });
    return false;
  } catch (error) {
    if (isForbidden(error)) return true;
    const isJudged =
      error instanceof RemoteError &&
      !error.retryable &&
      !(error instanceof CredentialsRefusedError);
    if (isJudged) return false;
    throw error;
  }
}

/** NetSuite forbids it to the role, by a status or in its own words. */
const isForbidden = (error: unknown) =>
  error instanceof RemoteError &&
  (error.remoteStatus === 403 || error.refusal?.meaning === "permission");

async function hasFeature(suiteql: SuiteQl, feature: Permission["feature"]): Promise<boolean> {
  if (!feature) return true;
  try {
    await read(suiteql, feature.table, feature.column);
    return true;
  } catch (error) {
    // Of a closed table nobody can tell: then it is named rather than left out.
    if (isMissingColumn(error)) return false;
    if (isClosedTable(error) || isForbidden(error)) return true;
    throw error;
  }
}
