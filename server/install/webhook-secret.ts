import { randomBytes } from "node:crypto";
import type { Knex } from "knex";
import { type Actor, audit } from "../audit/audit.ts";
import { inCompany } from "../database/scope.ts";
import { ConflictError } from "../errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { lockCompany, renewSecret } from "../store/companies.ts";
import type { Seal } from "../store/seal.ts";

/** Procore shows only the last five characters of a hook's secret. */
const SHOWN = 5;

export const shownEnd = (secret: string): string => secret.slice(-SHOWN);

/**
 * The `Authorization` of a company's hooks, sealed. It says whose it is: a body may not, or not in
 * what is read of it.
 */
export function newWebhookSecret(seal: Seal, companyId: string, unlike = ""): string {
  const secret = `Bearer ${companyId}.${randomBytes(32).toString("base64url")}`;
  // Else nobody could tell which of the two a hook has.
  if (shownEnd(secret) === shownEnd(unlike)) return newWebhookSecret(seal, companyId, unlike);
  return seal.seal(secret, "companies.webhook_secret", companyId);
}

interface RenewalParts {
  db: Knex;
  seal: Seal;
  jobs: Pick<Jobs, "send">;
}

/** Both secrets count until all hooks have the new one, and a while longer: nothing is lost. */
export async function renewWebhookSecret(
  { db, seal, jobs }: RenewalParts,
  { companyId, by }: { companyId: string; by: Actor },
): Promise<void> {
  await inCompany(db, companyId, async (scope) => {
    const company = await lockCompany(scope, companyId);
    if (company?.status !== "active") {
      throw new ConflictError(
        "Crosstie has no webhooks in this company now. Finish its set-up; that makes a new secret too.",
      );
    }
    if (company.earlierWebhookSecret) {
      throw new ConflictError(
        `${company.secretRenewedBy} has renewed the webhook secret already, and the one before still counts. The Procore webhooks section of Settings says until when.`,
      );
    }
    const present = seal.open(company.webhookSecret, "companies.webhook_secret", companyId);
    await renewSecret(scope, companyId, {
      webhookSecret: newWebhookSecret(seal, companyId, present),
      earlierWebhookSecret: seal.seal(present, "companies.earlier_webhook_secret", companyId),
      secretRenewedBy: by.name,
    });
    await jobs.send("repair-hooks", { companyId }, { trx: scope });
    const subject = { kind: "webhook secret", id: companyId, name: "Webhook secret" };
    await audit(scope, { companyId, by, action: "webhook_secret_renewed", subject });
  });
}
