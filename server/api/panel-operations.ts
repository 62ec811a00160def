import {
  InvoicePlace,
  NotInErpList,
  Notifications,
  ProjectView,
  SharedInvoice,
  WhyNotPaid,
} from "./contract.ts";
import type { Operation } from "./operation.ts";
import { ReadNotifications } from "./requests.ts";

const company = "/companies/{companyId}";
const project = `${company}/projects/{projectId}`;
const invoice = `${project}/commitments/{commitmentId}/invoices/{invoiceId}`;

export const panelOperations: Record<string, Operation> = {
  [`GET ${invoice}/why`]: {
    does: "Why the invoice is not paid, in words for its subcontractor.",
    gives: WhyNotPaid,
  },
  [`POST ${invoice}/share`]: {
    does: "An address that shows those words without sign-in, for 14 days at most.",
    gives: SharedInvoice,
    status: 201,
  },
  [`POST ${invoice}/watch`]: {
    does: "Tells this person once, when the invoice is paid.",
    status: 201,
  },
  [`DELETE ${invoice}/watch`]: { does: "Tells them no more.", status: 204 },
  [`GET ${project}/commitments`]: {
    does: "What of a project's commitments is in the ERP, billed and paid, and what is not.",
    gives: ProjectView,
  },
  [`GET ${project}/invoices/{invoiceId}`]: {
    does: "The commitment of an invoice.",
    gives: InvoicePlace,
  },
  [`GET ${company}/not-in-erp`]: {
    does: "Commitments of the person's own projects that the ERP does not have, with the reason and whose move it is.",
    gives: NotInErpList,
  },
  [`GET ${company}/notifications`]: {
    does: "What this person was told, the newest ten first.",
    gives: Notifications,
  },
  [`POST ${company}/notifications/read`]: {
    does: "Marks some of them as read.",
    takes: ReadNotifications,
    status: 204,
  },
};
