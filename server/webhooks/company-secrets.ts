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
  const digests = new LRUCache<string, Buffer>({
    max: MOST_KEPT,
    ttl: KNOWN_FOR_MS,
    ignoreFetchAbort: true,
    async fetchMethod(companyId) {
      const company = await inCompany(db, companyId, (scope) => findCompany(scope, companyId));
      if (!company || company.status === "uninstalled") return undefined;
      return digestOf(seal.open(company.webhookSecret, "companies.webhook_secret", companyId));
    },
  });

  return async function verify(
    companyId: string,
    authorization: string,
    { mayAsk }: { mayAsk(): Promise<boolean> },
  ): Promise<Verdict> {
    const given = digestOf(authorization);
    const kept = digests.get(companyId);
    if (kept && timingSafeEqual(given, kept)) return "genuine";
    if (!(await mayAsk())) return "limited";
    // A company that is set up again has a new secret; a refusal would make Procore pause our URL.
    const digest = await digests.fetch(companyId, { forceRefresh: true });
    const isEqual = timingSafeEqual(given, digest ?? nobody);
    if (!digest) return "unknown_company";
    return isEqual ? "genuine" : "wrong_secret";
  };
}

/** `timingSafeEqual` throws when the lengths differ. */
function digestOf(text: string): Buffer {
  return hash("sha256", text, "buffer");
}
