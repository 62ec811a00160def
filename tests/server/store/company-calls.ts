import type { Scope } from "../../../server/database/scope.ts";
import * as companies from "../../../server/store/companies.ts";
import * as tables from "../../../server/store/company-tables.ts";
import * as erasures from "../../../server/store/erasures.ts";
import type { Call } from "./calls.ts";

const renewal = { webhookSecret: "", earlierWebhookSecret: "", secretRenewedBy: "intruder" };

/** How to call each function on a company's own row. */
export const companyRowCalls: Record<string, Call<Scope>> = {
  findCompany: (scope, of) => companies.findCompany(scope, of.companyId),
  lockSetUp: (scope, of) => companies.lockSetUp(scope, of.companyId).catch(() => undefined),
  lockCompany: (scope, of) => companies.lockCompany(scope, of.companyId),
  beginCompany: (scope, { companyId }) =>
    companies.beginCompany(scope, {
      companyId,
      name: "intruder",
      webhookSecret: "intruder",
      installedBy: "1",
    }),
  setCompanyStatus: (scope, of) => companies.setCompanyStatus(scope, of.companyId, "uninstalled"),
  companyRows: (scope, { companyId }) =>
    tables.companyRows(
      scope,
      {
        name: "records",
        columns: ["title", "snapshot"],
        key: [{ name: "record_id", type: "bigint" }],
      },
      { companyId, after: ["0"], limit: 9 },
    ),
  newestErasure: (scope, of) => erasures.newestErasure(scope, of.companyId),
  beginErasure: async (scope, { companyId }) => {
    await erasures.endErasure(scope, companyId);
    await erasures.beginErasure(scope, { companyId, requestedBy: "1", requester: "intruder" });
  },
  // The superuser who sets the stage is in no company's name.
  eraseSome: async (scope, { companyId }) => {
    await scope.raw(
      "select set_config('app.company_id', coalesce(nullif(current_setting('app.company_id', true), ''), ?), true)",
      [companyId],
    );
    return erasures.eraseSome(scope, companyId, 9);
  },
  endErasure: (scope, of) => erasures.endErasure(scope, of.companyId),
  noteWebhooks: (scope, of) =>
    companies.noteWebhooks(scope, of.companyId, { ok: true, message: "intruder" }),
  renewSecret: (scope, { companyId }) => companies.renewSecret(scope, companyId, renewal),
  noteSecretInPlace: async (scope, of) => {
    await companies.renewSecret(scope, of.companyId, renewal);
    const renewed = await companies.findCompany(scope, of.companyId);
    if (renewed) await companies.noteSecretInPlace(scope, renewed, 1_000);
  },
  noteSettingsSaved: (scope, of) => companies.noteSettingsSaved(scope, of.companyId),
};
