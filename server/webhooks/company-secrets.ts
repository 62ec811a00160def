import { hash, timingSafeEqual } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Knex } from "knex";
import { LRUCache } from "lru-cache";
import { acrossCompanies, inCompany } from "../database/scope.ts";
import { log } from "../log.ts";
import { statusesOf } from "../store/across-companies.ts";
import { findCompany } from "../store/companies.ts";
import type { Seal } from "../store/seal.ts";

/** For up to this long after an uninstall, deliveries count as genuine; the database keeps none. */
const KNOWN_FOR_MS = 600_000;
/** A bound, because anyone may send made-up company ids. */
const MOST_KEPT = 10_000;
/** Procore waits 5 s for an answer. */
const MOMENT_MS = 250;

export type Verdict = "genuine" | "wrong_secret" | "unknown_company" | "unreadable_secret";

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
      try {
        return [
          digestOf(seal.open(webhookSecret, "companies.webhook_secret", companyId)),
          ...(earlier
            ? [digestOf(seal.open(earlier, "companies.earlier_webhook_secret", companyId))]
            : []),
        ];
      } catch (problem) {
        // Any other answer than 2xx would stop the deliveries of all companies.
        log.error({ companyId, err: problem }, "cannot open a company's webhook secret");
        return [];
      }
    },
  });
  const statusOf = inMoments((ids) => acrossCompanies(db, (scope) => statusesOf(scope, ids)));

  /**
   * `isSuspect`: whoever brings it has brought much that was not genuine, and gets no look of its
   * own: all of them share one in each moment, however many they are and whatever ids they make up.
   * Procore's own addresses may be among them, so each is looked at in the end.
   */
  return async function verify(
    companyId: string,
    authorization: string,
    { isSuspect }: { isSuspect(): Promise<boolean> },
  ): Promise<Verdict> {
    const given = digestOf(authorization);
    if (isOneOf(known.get(companyId) ?? [], given)) return "genuine";
    if (await isSuspect()) {
      const status = await statusOf(companyId);
      if (status === undefined || status === "uninstalled") return "unknown_company";
    }
    // A new secret may have come since; a refusal would make Procore pause our URL.
    const digests = await known.fetch(companyId, { forceRefresh: true });
    const isGenuine = isOneOf(digests ?? [nobody], given);
    if (!digests) return "unknown_company";
    if (digests.length === 0) return "unreadable_secret";
    return isGenuine ? "genuine" : "wrong_secret";
  };
}

/** Those who ask in one moment share what `find` finds for all of them. */
function inMoments<T>(find: (ids: string[]) => Promise<Map<string, T>>) {
  let next: { ids: Set<string>; found: Promise<Map<string, T>> } | undefined;
  const begin = () => {
    const ids = new Set<string>();
    const found = setTimeout(MOMENT_MS).then(() => {
      next = undefined;
      return find([...ids]);
    });
    return { ids, found };
  };
  return async (id: string): Promise<T | undefined> => {
    next ??= begin();
    next.ids.add(id);
    return (await next.found).get(id);
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
