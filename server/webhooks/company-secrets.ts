import { hash, timingSafeEqual } from "node:crypto";
import type { Knex } from "knex";
import { findCompany } from "../store/companies.ts";
import type { Seal } from "../store/seal.ts";

/**
 * Long enough to spare the database, short enough for an uninstalled company to be turned away
 * soon.
 */
const KNOWN_FOR_MS = 5_000;
const UNKNOWN_FOR_MS = 1_000;
/** Made-up company ids must not fill the memory. */
const MOST_KEPT = 10_000;

export type Verdict = "genuine" | "wrong_secret" | "unknown_company";

interface Kept {
  digest: Buffer | undefined;
  until: number;
}

const nobody = digestOf("no company has this secret");

/** Checks the `Authorization` of a delivery against its company's secret, in constant time. */
export function companySecrets({ db, seal }: { db: Knex; seal: Seal }) {
  const kept = new Map<string, Kept>();
  const reading = new Map<string, Promise<Kept>>();

  async function read(companyId: string): Promise<Kept> {
    const company = await findCompany(db, companyId);
    const isKnown = company !== undefined && company.status !== "uninstalled";
    const found = {
      digest: isKnown ? digestOf(seal.open(company.webhookSecret)) : undefined,
      until: Date.now() + (isKnown ? KNOWN_FOR_MS : UNKNOWN_FOR_MS),
    };
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(companyId, found);
    return found;
  }

  function readOnce(companyId: string): Promise<Kept> {
    const running =
      reading.get(companyId) ?? read(companyId).finally(() => reading.delete(companyId));
    reading.set(companyId, running);
    return running;
  }

  return async function verify(companyId: string, authorization: string): Promise<Verdict> {
    const known = kept.get(companyId);
    const { digest } = known && known.until > Date.now() ? known : await readOnce(companyId);
    const isEqual = timingSafeEqual(digestOf(authorization), digest ?? nobody);
    if (!digest) return "unknown_company";
    return isEqual ? "genuine" : "wrong_secret";
  };
}

/** Equal length for the comparison, whatever was sent. */
function digestOf(text: string): Buffer {
  return hash("sha256", text, "buffer");
}
