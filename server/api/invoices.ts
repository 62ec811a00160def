import { Router } from "express";
import { audit } from "../audit/audit.ts";
import { inCompany } from "../database/scope.ts";
import { ConflictError, NotFoundError } from "../errors.ts";
import { labelOf } from "../kinds/index.ts";
import { billsOf } from "../store/bills.ts";
import { unwatchPaid, watchPaid } from "../store/notifications.ts";
import { isWhollyPaid, paymentsOfRecords } from "../store/payments.ts";
import { lockRecordById, type SyncRecord } from "../store/records.ts";
import { SharedInvoice, WhyNotPaid } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import type { SeeCommitment } from "./see-commitment.ts";
import { seeInvoice } from "./see-invoice.ts";
import { makeLink, SHARED_PATH } from "./shared-link.ts";
import { tellInvoice } from "./tell-invoice.ts";

/** Of one invoice: why it is not paid, who may be told so, and who is told once it is. */
export function invoices(parts: ApiParts, see: SeeCommitment): Router {
  const { db } = parts;
  const router = Router({ mergeParams: true });

  router.get("/why", async (req, res) => {
    const { record } = await seeInvoice(parts, see, req, "look");
    const told = await inCompany(db, record.companyId, (scope) => tellInvoice(scope, record));
    if (!told) throw new NotFoundError("Crosstie knows no such invoice of this commitment.");
    res.json(WhyNotPaid.parse(told));
  });

  router.post("/share", async (req, res) => {
    const { record, contract } = await seeInvoice(parts, see, req, "share");
    const { key, until } = makeLink(parts.seal, record);
    await inCompany(db, record.companyId, (scope) =>
      audit(scope, {
        companyId: record.companyId,
        by: parts.actorOf(req),
        action: "invoice_shared",
        subject: subjectOf(record, contract),
        after: { "Open until": until.toISOString() },
      }),
    );
    const url = `${parts.appUrl}${SHARED_PATH}?${new URLSearchParams({ key })}`;
    res.status(201).json(SharedInvoice.parse({ url, until: until.toISOString() }));
  });

  router.post("/watch", async (req, res) => {
    const { record, contract } = await seeInvoice(parts, see, req, "seeCommitments");
    const { companyId, recordId } = record;
    const { userId } = parts.userOf(req);
    await inCompany(db, companyId, async (scope) => {
      // With this lock a payment is either seen here, or sees whom to tell.
      await lockRecordById(scope, companyId, recordId);
      const bill = (await billsOf(scope, companyId, [recordId])).get(recordId);
      const payments = await paymentsOfRecords(scope, companyId, [recordId]);
      if (bill && isWhollyPaid(bill, payments)) {
        throw new ConflictError(`Invoice ${record.number} is paid already.`);
      }
      await watchPaid(scope, { companyId, recordId, userId });
      await audit(scope, {
        companyId,
        by: parts.actorOf(req),
        action: "paid_notice_asked",
        subject: subjectOf(record, contract),
      });
    });
    res.status(201).json({});
  });

  router.delete("/watch", async (req, res) => {
    const { record, contract } = await seeInvoice(parts, see, req, "seeCommitments");
    const { companyId, recordId } = record;
    const { userId } = parts.userOf(req);
    await inCompany(db, companyId, async (scope) => {
      await unwatchPaid(scope, { companyId, recordId, userId });
      await audit(scope, {
        companyId,
        by: parts.actorOf(req),
        action: "paid_notice_ended",
        subject: subjectOf(record, contract),
      });
    });
    res.status(204).end();
  });

  return router;
}

const subjectOf = (record: SyncRecord, contract: SyncRecord) => ({
  kind: record.kind,
  id: record.procoreId,
  name: `${labelOf(record)} of ${labelOf(contract)}`,
});
