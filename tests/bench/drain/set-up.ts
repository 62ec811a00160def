import { setTimeout as wait } from "node:timers/promises";
import { inCompany, type Scope } from "../../../server/database/scope.ts";
import { beginInstallation, refreshProjects } from "../../../server/install/installation.ts";
import { setCompanyStatus } from "../../../server/store/companies.ts";
import { chooseProjects } from "../../../server/store/company-projects.ts";
import { findConnection } from "../../../server/store/connections-in-use.ts";
import { type Connection, saveSettings } from "../../../server/store/connections.ts";
import { findRecord } from "../../../server/store/records.ts";
import { connect } from "../../../server/sync/connect.ts";
import { pushPending } from "../../../server/sync/push/push-pending.ts";
import { requestPush } from "../../../server/sync/push/request-push.ts";
import { anActor } from "../../an-actor.ts";
import { say } from "../bench.ts";
import type { OpenBackend } from "../open-backend.ts";
import type { Sandbox } from "./sandbox.ts";

interface ProcoreState {
  companies: Record<string, { id: string; name: string }>;
  projects: Record<string, { id: string; companyId: string }>;
  vendors: Record<string, { id: string; companyId: string }>;
}

export interface SetUp {
  connection: Connection;
  projectIds: string[];
  vendorIds: string[];
}

/**
 * A company whose set-up is finished and whose automatic sync is off, with its hooks in place: the
 * first of the seed, or the one at this place.
 */
export async function setUpCompany(
  backend: OpenBackend,
  procore: Sandbox,
  netsuite: Sandbox,
  place = 0,
): Promise<SetUp> {
  const { db, jobs, parts } = backend;
  const { companies, projects, vendors } = await procore.state<ProcoreState>();
  const company = Object.values(companies)[place];
  if (!company || !netsuite.credentials) {
    throw new Error("the sandboxes have no company, or no credentials");
  }
  const ours = (list: Record<string, { id: string; companyId: string }>, most: number) =>
    Object.values(list)
      .flatMap(({ id, companyId }) => (companyId === company.id ? [id] : []))
      .slice(0, most);
  const projectIds = ours(projects, 2);
  await procore.act("install_app", { companyId: company.id, projectIds });

  const companyId = company.id;
  await beginInstallation(parts, { companyId, name: company.name, userId: "1" }, anActor);
  await refreshProjects(parts, companyId);
  const inIts = <T>(work: (scope: Scope) => Promise<T>) => inCompany(db, companyId, work);
  await inIts((scope) => chooseProjects(scope, companyId, projectIds));
  const credentials = { ...netsuite.credentials, baseUrl: netsuite.url };
  await connect(parts, { companyId, system: "netsuite", credentials }, anActor);
  const connection = await inIts((scope) => findConnection(scope, companyId));
  if (!connection) throw new Error("there is no connection");
  const { subsidiaryId = [], itemId = [] } = connection.choices;
  const settings = {
    ...connection.settings,
    createVendors: true,
    paymentSchedule: "never" as const,
    own: { subsidiaryId: subsidiaryId[0]?.id ?? null, itemId: itemId[0]?.id ?? null },
  };
  await inIts(async (scope) => {
    await saveSettings(scope, connection, settings);
    await setCompanyStatus(scope, companyId, "active");
  });
  await parts.ensureHooks(companyId);
  // What is there at the first look is no change; the commitments to come are.
  await jobs.send("poll-changes", { companyId, connectionId: connection.connectionId });
  await untilQuiet(backend);
  return { connection: { ...connection, settings }, projectIds, vendorIds: ours(vendors, 10) };
}

/**
 * Writes this many new commitments in Procore, by turns of every project, kind and vendor, and
 * approves them unless told otherwise. Resolves with their Procore ids.
 */
export async function approveCommitments(
  procore: Sandbox,
  { projectIds, vendorIds }: SetUp,
  count: number,
  status = "Approved",
): Promise<string[]> {
  const ids: string[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const { id } = await procore.act<{ id: string }>("create_commitment", {
      projectId: projectIds[turn % projectIds.length],
      kind: turn % 4 < 2 ? "work_order_contract" : "purchase_order_contract",
      fields: {
        title: `Package ${turn + 1}`,
        status,
        executed: true,
        vendor_id: vendorIds[turn % vendorIds.length],
        contract_date: "2026-09-14",
      },
      lines: ["Labor", "Material", "Mobilization"].map((description, line) => ({
        description,
        amount: `${(turn + 1) * 100 + line}.25`,
      })),
    });
    ids.push(id);
  }
  return ids;
}

/** Sends these by hand, so that their vendors are in NetSuite. */
export async function pushByHand(
  backend: OpenBackend,
  { connection }: SetUp,
  procoreIds: string[],
): Promise<void> {
  const { db, parts } = backend;
  await untilCounted(
    "pending",
    () => countCommitments(backend, procoreIds, "pending"),
    procoreIds.length,
  );
  for (const procoreId of procoreIds) {
    const record = await inCompany(db, connection.companyId, (scope) =>
      findRecord(scope, { ...connection, kind: "commitment", procoreId }),
    );
    if (record) await requestPush(parts, record, { by: anActor, action: "sync_requested" });
  }
  await untilCounted(
    "success",
    () => countCommitments(backend, procoreIds, "success"),
    procoreIds.length,
  );
}

export async function countCommitments(
  { admin }: OpenBackend,
  procoreIds: string[],
  status: "pending" | "success",
): Promise<number> {
  const [row] = await admin("records")
    .where({ kind: "commitment", status })
    .whereRaw("procore_id = any(?)", [procoreIds])
    .count<{ rows: string }[]>("* as rows");
  return Number.parseInt(row?.rows ?? "0", 10);
}

/**
 * The worker's own note of it, by the same clock as ours: looking more often would cost it time.
 */
export async function lastPushedAt({ admin }: OpenBackend): Promise<Date> {
  const [row] = await admin("records").max<{ last: Date }[]>("pushed_at as last");
  if (!row) throw new Error("nothing was pushed");
  return row.last;
}

/** As `PUT …/settings` does: all that is pending goes. */
export async function switchOn({ db, parts }: OpenBackend, { connection }: SetUp): Promise<void> {
  const settings = { ...connection.settings, automaticSync: true };
  await inCompany(db, connection.companyId, (scope) => saveSettings(scope, connection, settings));
  await pushPending(parts, connection);
}

/** Until no job is left that could start now. */
export async function untilQuiet({ admin }: OpenBackend): Promise<void> {
  await untilCounted(
    "jobs",
    async () => {
      const { rows } = await admin.raw<{ rows: { left: number }[] }>(
        `select count(*)::int as left from pgboss.job where state in ('created', 'retry', 'active')`,
      );
      return rows[0]?.left ?? 0;
    },
    0,
  );
}

const LOOK_MS = 500;
const SAY_MS = 5_000;
const LOST_MS = 120_000;

/** Rejects when nothing has moved for minutes. */
export async function untilCounted(
  what: string,
  count: () => Promise<number>,
  wanted: number,
): Promise<void> {
  let moved = { at: performance.now(), count: Number.NaN };
  for (let said = performance.now(); ;) {
    const now = { at: performance.now(), count: await count() };
    if (now.count === wanted) return;
    if (now.count !== moved.count) moved = now;
    if (now.at - moved.at > LOST_MS) {
      throw new Error(
        `${now.count} ${what} instead of ${wanted}, and nothing has moved for ${LOST_MS / 60_000} minutes`,
      );
    }
    if (now.at - said > SAY_MS) {
      say(`${now.count} of ${wanted} ${what}`);
      said = now.at;
    }
    await wait(LOOK_MS);
  }
}
