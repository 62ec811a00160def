import { http, HttpResponse, type HttpHandler, type PathParams } from "msw";
import { sessionOf } from "../oauth/sessions.ts";
import type { ProcoreState } from "../state.ts";
import { install, saveConfiguration, savePermittedProjects, uninstall } from "./app-changes.ts";
import { appManagement } from "./app-management.ts";
import { appPage } from "./app-page.ts";
import { assets } from "./assets.ts";
import { commitmentList } from "./commitment-list.ts";
import { approveCommitment, saveCommitment } from "./commitment/changes.ts";
import { editForm } from "./commitment/edit-form.ts";
import { generalTab } from "./commitment/general-tab.ts";
import { approveInvoice, createInvoice } from "./commitment/invoice-changes.ts";
import { invoicePage } from "./commitment/invoice-page.ts";
import { invoicesTab } from "./commitment/invoices-tab.ts";
import { linesTab } from "./commitment/lines-tab.ts";
import { newInvoiceForm } from "./commitment/new-invoice-form.ts";
import { newPaymentForm } from "./commitment/new-payment-form.ts";
import { addPayment, removePayment } from "./commitment/payment-changes.ts";
import { paymentsTab } from "./commitment/payments-tab.ts";
import { demoPeople } from "./demo-people.ts";
import { home } from "./home.ts";
import { marketplace } from "./marketplace.ts";
import { commitmentPath, companyPath } from "./paths.ts";
import { show, submit } from "./visit.ts";

export interface PagesContext {
  /** Always the current one: a reset replaces it. */
  state(): ProcoreState;
}

/**
 * The screens of this Procore, for people with a browser. Signing in and consent are doors of
 * `oauth/`.
 */
export function pages({ state }: PagesContext): HttpHandler[] {
  const company = "/companies/:company";
  const commitments = "/projects/:project/commitments";
  const commitment = `${commitments}/:commitment`;
  return [
    ...assets(),
    http.get("*/login/people", () => demoPeople(state())),
    http.get(/^https?:\/\/[^/]+\/$/, ({ request }) => front(state(), request)),
    // the addresses of the real one, as its side panels' view keys list them
    http.get("*/:project/project/commitments/:tool/:commitment", ({ params, request }) =>
      toOwnPage(request, commitmentPath(placeIn(params))),
    ),
    http.get(
      "*/:project/project/commitments/:tool/:commitment/requisitions/:requisition",
      ({ params, request }) =>
        toOwnPage(
          request,
          commitmentPath(placeIn(params), "requisitions", String(params.requisition)),
        ),
    ),
    show(state, company, home),
    show(state, `${company}/marketplace/crosstie`, marketplace),
    show(state, `${company}/apps`, appManagement),
    show(state, `${company}/apps/crosstie`, appPage),
    show(state, commitments, commitmentList),
    show(state, commitment, generalTab),
    show(state, `${commitment}/schedule_of_values`, linesTab),
    show(state, `${commitment}/edit`, editForm),
    show(state, `${commitment}/requisitions`, invoicesTab),
    show(state, `${commitment}/requisitions/new`, newInvoiceForm),
    show(state, `${commitment}/requisitions/:requisition`, invoicePage),
    show(state, `${commitment}/contract_payments`, paymentsTab),
    show(state, `${commitment}/contract_payments/new`, newPaymentForm),
    submit(state, `${company}/marketplace/crosstie/install`, install),
    submit(state, `${company}/apps/permitted_projects`, savePermittedProjects),
    submit(state, `${company}/apps/configuration`, saveConfiguration),
    submit(state, `${company}/apps/uninstall`, uninstall),
    submit(state, `${commitment}/edit`, saveCommitment),
    submit(state, `${commitment}/approve`, approveCommitment),
    submit(state, `${commitment}/requisitions/new`, createInvoice),
    submit(state, `${commitment}/requisitions/:requisition/approve`, approveInvoice),
    submit(state, `${commitment}/contract_payments/new`, addPayment),
    submit(state, `${commitment}/contract_payments/:payment/delete`, removePayment),
  ];
}

const placeIn = ({ project, commitment }: PathParams) => ({
  projectId: String(project),
  id: String(commitment),
});

const toOwnPage = (request: Request, path: string) =>
  HttpResponse.redirect(new URL(path, request.url), 303);

/** People land on the home of the company they work for. */
function front(state: ProcoreState, request: Request): Response {
  const current = sessionOf(state, request);
  const companyId = current?.user.memberships[0]?.companyId;
  return HttpResponse.redirect(
    new URL(companyId ? companyPath(companyId) : "/login", request.url),
    303,
  );
}
