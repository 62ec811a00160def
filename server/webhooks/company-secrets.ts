import { hash, timingSafeEqual } from "node:crypto";
import type { Knex } from "knex";
import { LRUCache } from "lru-cache";
import { inCompany } from "../database/scope.ts";
import { findCompany } from "../store/companies.ts";
import type { Seal } from "../store/seal.ts";

/** For up to this long after an uninstall, deliveries count as genuine; the database keeps none. */
const KNOWN_FOR_MS = 600_000;
/** A bound, because anyone may send made-up company ids. */
const MOST_KEPT = 10_000;

/** `limited`: it is not the known one, and the database was not to be asked for a newer one. */
export type Verdict = "genuine" | "wrong_secret" | "unknown_company" | "limited";

const nobody = digestOf("no company has this secret");

export function companySecrets({ db, seal }: { db: Knex; seal: Seal }) {
  // Of companies that we know: made-up ids would push them out.
  const known = new LRUCache<string, Buffer[]>({
    max: MOST_KEPT,
    ttl: KNOWN_FOR_MS,
    ignoreFetchAbort: true,
    async fetchMethod(companyId) {
      const company = await inCompany(db, companyId, (scope) => findCompany(scope, companyId));
      if (!company || company.status === "uninstalled") return undefined;
      const { webhookSecret, earlierWebhookSecret: earlier } = company;
      return [
        digestOf(seal.open(webhookSecret, "companies.webhook_secret", companyId)),
        ...(earlier
          ? [digestOf(seal.open(earlier, "companies.earlier_webhook_secret", companyId))]
          : []),
      ];
    },
  });

  return async function verify(
    companyId: string,
    authorization: string,
    { mayAsk }: { mayAsk(): Promise<boolean> },
  ): Promise<Verdict> {
    const given = digestOf(authorization);
    if (isOneOf(known.get(companyId) ?? [], given)) return "genuine";
    if (!(await mayAsk())) return "limited";
    // A new secret may have come since; a refusal would make Procore pause our URL.
    const digests = await known.fetch(companyId, { forceRefresh: true });
    const isGenuine = isOneOf(digests ?? [nobody], given);
    if (!digests) return "unknown_company";
    return isGenuine ? "genuine" : "wrong_secret";
  };
}

/** Compares with each: time tells nothing. */
function isOneOf(digests: Buffer[], given: Buffer): boolean {
  return digests.filter((digest) => timingSafeEqual(digest, given)).length > 0;
}

/** `timingSafeEqual` throws when the lengths differ. */
function digestOf(text: string): Buffer {
  return hash("sha256", text, "buffer");
}
