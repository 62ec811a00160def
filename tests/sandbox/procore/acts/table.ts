import { z } from "zod";
import { expireTokens } from "../oauth/grants.ts";
import { REQUISITION_STATUSES } from "../records.ts";
import { CHANGE_ORDER_DEEDS } from "./change-order-deeds.ts";
import { COMMITMENT_DEEDS } from "./commitment-deeds.ts";
import { COMPANY_DEEDS } from "./company-deeds.ts";
import { attributes, deed, split, type Deed } from "./deed.ts";
import { dropHook, redeliver, setWebhookOptions } from "./hooks.ts";
import {
  configureApp,
  disconnectApp,
  installApp,
  permitProjects,
  uninstallApp,
} from "./marketplace.ts";
import { createPayment, deletePayment, updatePayment } from "./payments.ts";
import { updateProject } from "./projects.ts";
import {
  approveRequisition,
  createRequisition,
  deleteRequisition,
  setRequisitionStatus,
  updateRequisition,
} from "./requisitions.ts";
import { createVendor, updateVendor } from "./vendors.ts";

const id = z.string();
const by = z.string().optional();
const decimal = z.union([z.string(), z.number()]).transform(String);
const fields = z.record(z.string(), z.unknown()).default({});
/** As long as a timer can be. */
const ms = z.number().min(0).max(2_147_483_647);
const projectIds = z.array(z.string());

/**
 * What Procore's own users do in its screens, by the name a test or a script calls it. Clock and
 * webhook acts that need the dispatcher are in `procore.ts`.
 */
export const DEEDS: Record<string, Deed> = {
  ...COMMITMENT_DEEDS,
  ...CHANGE_ORDER_DEEDS,
  create_requisition: deed(
    z.strictObject({ commitmentId: id, fields, percent: decimal.optional(), by }),
    createRequisition,
  ),
  update_requisition: deed(attributes, (state, given) => updateRequisition(state, split(given))),
  set_requisition_status: deed(
    z.strictObject({ id, status: z.enum(REQUISITION_STATUSES), by }),
    setRequisitionStatus,
  ),
  approve_requisition: deed(z.strictObject({ id, by }), approveRequisition),
  delete_requisition: deed(z.strictObject({ id, by }), deleteRequisition),
  create_payment: deed(z.strictObject({ contractId: id, fields, by }), createPayment),
  update_payment: deed(attributes, (state, given) => updatePayment(state, split(given))),
  delete_payment: deed(z.strictObject({ id, by }), deletePayment),
  create_vendor: deed(z.strictObject({ companyId: id, fields, by }), createVendor),
  update_vendor: deed(attributes, (state, given) => updateVendor(state, split(given))),
  update_project: deed(attributes, (state, given) => updateProject(state, split(given))),
  ...COMPANY_DEEDS,
  install_app: deed(
    z.strictObject({ companyId: id, projectIds: projectIds.optional(), by }),
    installApp,
  ),
  uninstall_app: deed(z.strictObject({ companyId: id, by }), uninstallApp),
  disconnect_app: deed(z.strictObject({ companyId: id, by }), disconnectApp),
  permit_projects: deed(z.strictObject({ companyId: id, projectIds }), permitProjects),
  configure_app: deed(
    z.strictObject({
      companyId: id,
      title: z.string().optional(),
      projectIds: projectIds.optional(),
      appliesToAllProjects: z.boolean().optional(),
      instance: z.record(z.string(), z.string()).optional(),
    }),
    configureApp,
  ),
  set_rate_limits: deed(
    z.strictObject({
      perHour: z.number().int().positive().optional(),
      perTenSeconds: z.number().int().positive().optional(),
      sendRetryAfter: z.boolean().optional(),
    }),
    (state, limits) => {
      state.rateWindows.clear();
      return Object.assign(state.rateLimits, limits);
    },
  ),
  set_rules: deed(
    z
      .strictObject({
        locksApprovedCommitments: z.boolean(),
        changeOrdersTouchCommitments: z.boolean(),
        showsDeletedChangeOrders: z.boolean(),
        paymentDueIncludesTax: z.boolean(),
        detailItemsName: z.enum(["contract_line", "detail_line"]),
      })
      .partial(),
    (state, rules) => Object.assign(state, rules) && rules,
  ),
  expire_tokens: deed(z.strictObject({ login: z.string().optional() }), (state, { login }) => ({
    expired: expireTokens(
      state,
      login === undefined
        ? undefined
        : ([...state.users.values()].find((user) => user.login === login)?.id ?? "nobody"),
    ),
  })),
  redeliver: deed(z.strictObject({ deliveryId: id }), redeliver),
  drop_hook: deed(z.strictObject({ hookId: id.optional() }), dropHook),
  set_webhook_options: deed(
    z
      .strictObject({
        timeoutMs: ms,
        baseBackoffMs: ms,
        maxBackoffMs: ms,
        discardAfterMs: ms,
        namesSourceApplication: z.boolean(),
        sendsRequisitions: z.boolean(),
        sendsChangeOrderPackages: z.boolean(),
        copies: z.number().int().positive(),
        paused: z.boolean(),
      })
      .partial(),
    setWebhookOptions,
  ),
};
