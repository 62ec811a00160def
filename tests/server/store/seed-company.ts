import { addActivity } from "../../../server/store/activities.ts";
import { addAuditEntry } from "../../../server/store/audit-log.ts";
import { beginCompany } from "../../../server/store/companies.ts";
import { findConnection } from "../../../server/store/connections-in-use.ts";
import { saveConnection, saveSettings } from "../../../server/store/connections.ts";
import { HELD_BY } from "../../../server/store/held-back.ts";
import { addRecord } from "../../../server/store/new-records.ts";
import { paymentsOfRecords } from "../../../server/store/payments.ts";
import { findRecord, updateRecord } from "../../../server/store/records.ts";
import { anActor } from "../../an-actor.ts";
import type { TestDatabase } from "../../database.ts";
import { seedBatch } from "./seed-batch.ts";
import { seedDeliveries } from "./seed-deliveries.ts";
import { LATER, LONG_AGO, seedNotification, seedPeople } from "./seed-people.ts";
import { seedReconciled } from "./seed-reconciled.ts";

export type Seeded = Awaited<ReturnType<typeof seedCompany>>;

/**
 * A company with rows in every table, and two of its people: one who is signed in and one who has
 * left. `word` stands in each of its texts; Procore's and the ERP's ids are the same for every
 * company, so that only the company tells rows apart.
 */
export async function seedCompany(
  admin: TestDatabase["admin"],
  of: { companyId: string; word: string; userId: string; leftUserId: string },
) {
  const { companyId, word } = of;
  await beginCompany(admin, { companyId, name: word, webhookSecret: word, installedBy: of.userId });
  await admin("companies")
    .where({ company_id: companyId })
    .update({ status: "active", earlier_webhook_secret: word, earlier_secret_until: LONG_AGO });
  const shared = { company_id: companyId, name: word, chosen_at: LONG_AGO };
  await admin("company_projects").insert([
    { ...shared, project_id: "77", is_chosen: true },
    { ...shared, project_id: "88", is_chosen: false },
  ]);
  await admin("service_tokens").insert({
    company_id: companyId,
    access_token: `old.${word}`,
    expires_at: LATER,
  });
  await addAuditEntry(admin, {
    ...anActor,
    companyId,
    userId: of.userId,
    action: "settings_saved",
    subjectKind: "settings",
    subjectId: word,
    subjectName: word,
    before: null,
    after: null,
  });
  await seedDeliveries(admin, of);
  await admin("erasures").insert({
    company_id: companyId,
    requested_at: LONG_AGO,
    requested_by: of.userId,
    requester: word,
    due_at: LONG_AGO,
  });
  const connection = await seedConnection(admin, of);
  const record = await seedRecord(admin, { ...connection, word });
  const batch = await seedBatch(admin, { ...record, companyId, word });
  const people = await seedPeople(admin, of);
  const [view] = await admin("activity_views")
    .insert({ company_id: companyId, user_id: of.userId, name: word, tab: "failed", filters: {} })
    .returning<{ view_id: string }[]>("view_id");
  const activityViewId = view!.view_id;
  const notificationId = await seedNotification(admin, { ...of, recordId: record.recordId });
  return {
    ...of,
    ...people,
    activityViewId,
    notificationId,
    ...batch,
    connectionId: connection.connectionId,
    connection,
    ...record,
  };
}
async function seedConnection(
  admin: TestDatabase["admin"],
  { companyId, word }: { companyId: string; word: string },
) {
  await saveConnection(admin, {
    companyId,
    system: "netsuite",
    role: "erp",
    credentials: `old.${word}`,
    shown: { account: word },
    summary: word,
    choices: {},
  });
  const made = (await findConnection(admin, companyId))!;
  await saveSettings(admin, made, { own: { subsidiaryId: word } });
  const connection = (await findConnection(admin, companyId))!;
  const of = { company_id: companyId, connection_id: connection.connectionId };
  await admin("schedules").where(of).whereIn("task", ["pull", "again"]).delete();
  const tomorrow = new Date(Date.now() + 24 * 3_600_000);
  await admin("schedules")
    .where({ ...of, task: "hooks" })
    .update({ due_at: tomorrow });
  await admin("cursors").insert([
    { ...of, name: "payments", value: word },
    { ...of, name: "requisition:77", value: word },
  ]);
  const failed = { ...of, kind: "requisition", reason: word, whose_move: "admin" };
  await admin("failed_reads").insert([
    { ...failed, procore_id: "502", project_id: "77", is_list: false, asked_at: LONG_AGO },
    { ...failed, procore_id: "77", project_id: "77", is_list: true },
  ]);
  return connection;
}

/** One bill, of which everything that a query asks for is true at once. */
async function seedRecord(
  admin: TestDatabase["admin"],
  { companyId, connectionId, word }: { companyId: string; connectionId: string; word: string },
) {
  const object = { companyId, connectionId, kind: "requisition", procoreId: "501" };
  const { recordId } = (await addRecord(admin, {
    ...object,
    projectId: "77",
    parent: "commitment:400",
    document: "bill",
    vendorId: "300",
    number: word,
    title: word,
    status: "pending",
    snapshot: { word },
    seenAt: LONG_AGO,
    isRequested: true,
  }))!;
  await updateRecord(
    admin,
    { companyId, recordId },
    {
      erpId: "9001",
      erpLines: { "1": "1" },
      sentTotal: "10.00",
      sentGross: "10.00",
      numbered: { vendorId: "9300", number: "1", own: "1" },
      erpNumber: word,
      attemptingSince: LONG_AGO,
      pushedAt: LONG_AGO,
      tellAfter: LONG_AGO,
      tellAttempts: 1,
      waiting: `${word} ${HELD_BY.resourceType}`,
      waitingFor: "vendor:300",
    },
  );
  const activity = {
    companyId,
    recordId,
    action: "created" as const,
    changes: [],
    impact: null,
    changedBy: word,
  };
  const activityId = await addActivity(admin, activity);
  await addActivity(admin, { ...activity, status: "not_applicable" });
  await addActivity(admin, { ...activity, status: "failed" });
  const of = { company_id: companyId, record_id: recordId };
  await admin("attempts").insert({
    ...of,
    outcome: "failed",
    at: LONG_AGO,
    title: word,
    said: word,
  });
  await admin("bills").insert({ ...of, total: "10", unpaid: "5", unseen: "1", doubt: word });
  await admin("payments").insert({
    ...of,
    erp_payment_id: "8001",
    bill_id: "9001",
    amount: "5",
    date: "2026-01-05",
    method: "check",
    check_number: word,
    procore_payment_id: "7001",
    lands_until: LONG_AGO,
    is_doubtful: true,
  });
  const [run] = await admin("runs")
    .insert({
      company_id: companyId,
      connection_id: connectionId,
      kind: "payments",
      problem: word,
    })
    .returning<{ run_id: string }[]>("run_id");
  await seedReconciled(admin, { companyId, runId: run!.run_id, word });
  const record = (await findRecord(admin, object))!;
  const [payment] = await paymentsOfRecords(admin, companyId, [recordId]);
  return { record, recordId, activityId, payment: payment!, runId: run!.run_id };
}
