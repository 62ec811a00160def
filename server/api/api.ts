import { Router } from "express";
import { activities } from "./activities.ts";
import { activityExport } from "./activity-export.ts";
import { activityViews } from "./activity-views.ts";
import { auditLog } from "./audit-log.ts";
import { auditRefusals } from "./audit-refusals.ts";
import { batches } from "./batches.ts";
import { commitments, payments } from "./commitments.ts";
import { companies } from "./companies.ts";
import { connection } from "./connection.ts";
import { costTypes } from "./cost-types.ts";
import { exported } from "./export.ts";
import { failures } from "./failures.ts";
import { installation } from "./installation.ts";
import { invoices } from "./invoices.ts";
import { live } from "./live.ts";
import { membersOnly } from "./members-only.ts";
import { notInErp } from "./not-in-erp.ts";
import { notifications } from "./notifications.ts";
import { overview } from "./overview.ts";
import type { ApiParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { projects } from "./projects.ts";
import { reconcile } from "./reconcile.ts";
import { records } from "./records.ts";
import { retention } from "./retention.ts";
import { seeActivities } from "./see-activities.ts";
import { seeCommitment } from "./see-commitment.ts";
import { companySessions, ownSessions } from "./sessions.ts";
import { settings } from "./settings.ts";

export function api(given: Omit<ApiParts, "seeActivities">): Router {
  const parts: ApiParts = { ...given, seeActivities: seeActivities(given) };
  const see = seeCommitment(parts);
  return Router()
    .use("/companies/:companyId", membersOnly(parts))
    .use(
      "/companies/:companyId/projects/:projectId/commitments/:commitmentId/invoices/:invoiceId",
      invoices(parts, see),
    )
    .use(
      "/companies/:companyId/projects/:projectId/commitments/:commitmentId",
      commitments(parts, see),
    )
    .use("/companies/:companyId/projects/:projectId", projects(parts))
    .use("/companies/:companyId/not-in-erp", notInErp(parts))
    .use("/companies/:companyId/activities/export", activityExport(parts))
    .use("/companies/:companyId/batches", batches(parts))
    .use("/companies/:companyId/activities", activities(parts))
    .use("/companies/:companyId/records", records(parts))
    .use("/companies/:companyId/reconcile", reconcile(parts))
    .use("/companies/:companyId/failures", failures(parts))
    .use("/companies/:companyId/problems", problems(parts))
    .use("/companies/:companyId/overview", overview(parts))
    .use("/companies/:companyId/activity-views", activityViews(parts))
    .use("/companies/:companyId/payments", payments(parts))
    .use("/companies/:companyId/notifications", notifications(parts))
    .use("/companies/:companyId/live", live(parts, see))
    .use("/companies/:companyId/installation", installation(parts))
    .use("/companies/:companyId/export", exported(parts))
    .use("/companies/:companyId/connection", connection(parts))
    .use("/companies/:companyId/settings", settings(parts))
    .use("/companies/:companyId/cost-types", costTypes(parts))
    .use("/companies/:companyId/audit-log", auditLog(parts))
    .use("/companies/:companyId/retention", retention(parts))
    .use("/companies/:companyId/sessions", companySessions(parts))
    .use("/companies/:companyId", auditRefusals(parts))
    .use("/companies", companies(parts))
    .use("/sessions", ownSessions(parts));
}
