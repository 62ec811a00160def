import type { Scope } from "../database/scope.ts";
import { ConflictError } from "../errors.ts";
import { columns } from "./columns.ts";
import { dropCredentials } from "./connections.ts";
import { lockSchedules, lookAtHooksSoon, reschedule } from "./schedules.ts";

export type CompanyStatus = "setting_up" | "active" | "uninstalled";

export interface Company {
  companyId: string;
  name: string;
  status: CompanyStatus;
  /** Sealed: the `Authorization` that Procore sends with each delivery. Empty: uninstalled. */
  webhookSecret: string;
  /** Sealed: the one before, while Procore may still send it. */
  earlierWebhookSecret: string | null;
  /** Null while there is none, or a hook in Procore may still have it. */
  earlierSecretUntil: Date | null;
  secretRenewedAt: Date | null;
  /** A person's name. */
  secretRenewedBy: string | null;
  webhooksOk: boolean;
  webhooksMessage: string;
  /** Null until someone has chosen what syncs. */
  settingsSavedAt: Date | null;
  /** Procore user id. */
  installedBy: string | null;
  /** Addresses of invoices that were handed out before then open nothing. */
  sharedSince: Date;
}

const { fromRow, toRow, names } = columns<Company>({
  companyId: "company_id",
  name: "name",
  status: "status",
  webhookSecret: "webhook_secret",
  earlierWebhookSecret: "earlier_webhook_secret",
  earlierSecretUntil: "earlier_secret_until",
  secretRenewedAt: "secret_renewed_at",
  secretRenewedBy: "secret_renewed_by",
  webhooksOk: "webhooks_ok",
  webhooksMessage: "webhooks_message",
  settingsSavedAt: "settings_saved_at",
  installedBy: "installed_by",
  sharedSince: "shared_since",
});

export async function findCompany(scope: Scope, companyId: string): Promise<Company | undefined> {
  const row = await scope("companies").where({ company_id: companyId }).first(names());
  return row && fromRow(row);
}

export async function lockCompany(scope: Scope, companyId: string): Promise<Company | undefined> {
  const row = await scope("companies").where({ company_id: companyId }).forUpdate().first(names());
  return row && fromRow(row);
}

/** Throws ConflictError when nobody has begun, or somebody has uninstalled. */
export async function lockSetUp(scope: Scope, companyId: string): Promise<Company> {
  const company = await lockCompany(scope, companyId);
  if (company && company.status !== "uninstalled") return company;
  throw new ConflictError(
    "Crosstie is not being set up in this company: nobody has begun, or it was uninstalled. Begin the set-up first.",
  );
}

/** An uninstalled company starts again with a new secret; any other changes only its name. */
export async function beginCompany(
  scope: Scope,
  company: Pick<Company, "companyId" | "name" | "webhookSecret"> & { installedBy: string },
): Promise<Company> {
  const { rows } = await scope.raw<{ rows: object[] }>(
    `insert into companies (company_id, name, webhook_secret, installed_by) values (:companyId, :name, :webhookSecret, :installedBy)
     on conflict (company_id) do update set
       name = excluded.name,
       status = case companies.status when 'uninstalled' then 'setting_up' else companies.status end,
       webhook_secret = case companies.status when 'uninstalled' then excluded.webhook_secret else companies.webhook_secret end,
       installed_by = case companies.status when 'uninstalled' then excluded.installed_by else companies.installed_by end,
       updated_at = now()
     returning *`,
    { ...company },
  );
  return fromRow(rows[0]!);
}

const NO_SECRETS = toRow({
  webhookSecret: "",
  earlierWebhookSecret: null,
  earlierSecretUntil: null,
  secretRenewedAt: null,
  secretRenewedBy: null,
});

/** Destroys the secrets of a company that leaves. Call it in a transaction. */
export async function setCompanyStatus(
  scope: Scope,
  companyId: string,
  status: CompanyStatus,
): Promise<void> {
  await lockSchedules(scope, companyId);
  await scope("companies")
    .where({ company_id: companyId })
    .whereNot({ status })
    .update({ status, updated_at: scope.fn.now() });
  if (status === "uninstalled") {
    await scope("companies")
      .where({ company_id: companyId })
      .update({ ...NO_SECRETS, shared_since: scope.fn.now() });
    await dropCredentials(scope, companyId);
  }
  await reschedule(scope, companyId);
}

/** Writes only differences: each write wakes the screens. */
export async function noteWebhooks(
  scope: Scope,
  companyId: string,
  { ok, message }: { ok: boolean; message: string },
): Promise<void> {
  await scope("companies")
    .where({ company_id: companyId })
    .where((differs) =>
      differs.whereNot({ webhooks_ok: ok }).orWhereNot({ webhooks_message: message }),
    )
    .update({ webhooks_ok: ok, webhooks_message: message, updated_at: scope.fn.now() });
  if (!ok) await lookAtHooksSoon(scope, companyId);
}

export async function noteSettingsSaved(scope: Scope, companyId: string): Promise<void> {
  await scope("companies")
    .where({ company_id: companyId })
    .update({ settings_saved_at: scope.fn.now(), updated_at: scope.fn.now() });
}

/** From now on both secrets count. */
export async function renewSecret(
  scope: Scope,
  companyId: string,
  renewal: Pick<Company, "webhookSecret" | "earlierWebhookSecret" | "secretRenewedBy">,
): Promise<void> {
  await scope("companies")
    .where({ company_id: companyId })
    .update({
      ...toRow({ ...renewal, secretRenewedAt: new Date(), earlierSecretUntil: null }),
      updated_at: scope.fn.now(),
    });
}

/** All hooks have the secret of that renewal: the earlier one ends after `keptMs`. */
export async function noteSecretInPlace(
  scope: Scope,
  { companyId, secretRenewedAt }: Pick<Company, "companyId" | "secretRenewedAt">,
  keptMs: number,
): Promise<void> {
  await scope("companies")
    .where({
      company_id: companyId,
      secret_renewed_at: secretRenewedAt,
      earlier_secret_until: null,
    })
    .whereNotNull("earlier_webhook_secret")
    .update({ earlier_secret_until: new Date(Date.now() + keptMs) });
}
