import { Router } from "express";
import { audit } from "../audit/audit.ts";
import { inCompany } from "../database/scope.ts";
import { NotSetUpError } from "../errors.ts";
import { labelOf } from "../kinds/index.ts";
import { connectionInUse } from "../store/connections-in-use.ts";
import { requirePermission } from "./access.ts";
import { createVendor, linkCandidate } from "./choose-counterpart.ts";
import { commitmentView } from "./commitment-view.ts";
import { allow } from "./company-request.ts";
import { CommitmentView, Preview } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { commitmentPlace } from "./places.ts";
import { NOT_IN_USE, type SeeCommitment } from "./see-commitment.ts";
import { seeInvoice } from "./see-invoice.ts";

export function commitments(parts: ApiParts, see: SeeCommitment): Router {
  const router = Router({ mergeParams: true });

  router.get("/", async (req, res) => {
    const seen = await see(parts.userOf(req), commitmentPlace(req), { orEarlier: true });
    res.json(CommitmentView.parse(await commitmentView(parts, seen)));
  });

  router.get("/preview", async (req, res) => {
    const { record, permissions } = await see(parts.userOf(req), commitmentPlace(req));
    requirePermission("sync", permissions);
    res.json(Preview.parse(await parts.actions.preview(record)));
  });

  router.post("/sync", async (req, res) => {
    const { record, permissions } = await see(parts.userOf(req), commitmentPlace(req));
    requirePermission("sync", permissions);
    await parts.actions.pushCommitment(record, parts.actorOf(req));
    res.status(202).json({});
  });

  router.post("/invoices/:invoiceId/sync", async (req, res) => {
    const { record } = await seeInvoice(parts, see, req, "sync");
    await parts.actions.pushRecord(record, parts.actorOf(req));
    res.status(202).json({});
  });

  router.post("/invoices/:invoiceId/link", async (req, res) => {
    const { record, permissions } = await seeInvoice(parts, see, req, "sync");
    await linkCandidate(parts, req, { record, permissions, by: parts.actorOf(req) });
    res.status(202).json({});
  });

  router.post("/vendor", async (req, res) => {
    const { record, permissions } = await see(parts.userOf(req), commitmentPlace(req));
    await createVendor(parts, req, { record, permissions, by: parts.actorOf(req) });
    res.status(202).json({});
  });

  router.post("/vendor/link", async (req, res) => {
    const { record, permissions } = await see(parts.userOf(req), commitmentPlace(req));
    await linkCandidate(parts, req, { record, permissions, by: parts.actorOf(req) });
    res.status(202).json({});
  });

  router.post("/payments/sync", async (req, res) => {
    const { record, permissions } = await see(parts.userOf(req), commitmentPlace(req));
    requirePermission("syncPayments", permissions);
    const { companyId, connectionId, kind, procoreId: id } = record;
    await inCompany(parts.db, companyId, async (trx) => {
      // The poll finds invoices that were approved a moment ago.
      await parts.jobs.send("poll-changes", { companyId, connectionId }, { trx });
      await parts.jobs.send("pull-payments", { companyId, connectionId }, { trx });
      await audit(trx, {
        companyId,
        by: parts.actorOf(req),
        action: "payments_requested",
        subject: { kind, id, name: labelOf(record) },
      });
    });
    res.status(202).json({});
  });

  return router;
}

export function payments(parts: ApiParts): Router {
  return Router({ mergeParams: true }).post("/sync", async (req, res) => {
    const { companyId } = await allow(parts, req, "syncPayments");
    await inCompany(parts.db, companyId, async (trx) => {
      const connection = await connectionInUse(trx, companyId);
      if (!connection) throw new NotSetUpError(NOT_IN_USE);
      const { connectionId } = connection;
      await parts.jobs.send("pull-payments", { companyId, connectionId }, { trx });
      await audit(trx, {
        companyId,
        by: parts.actorOf(req),
        action: "payments_requested",
        subject: { kind: "company", id: companyId, name: "Payments of all projects" },
      });
    });
    res.status(202).json({});
  });
}
