import { z } from "zod";
import { SealError, type Seal } from "../store/seal.ts";

/** Where anybody may look who has the address, and what stands behind `?` in it. */
export const SHARED_PATH = "/invoice";
const LIVES_MS = 14 * 24 * 3_600_000;
/** Ours are shorter. */
const LONGEST = 600;

const Link = z.tuple([z.string(), z.string(), z.int()]);

interface Shared {
  companyId: string;
  /** Of the invoice. */
  recordId: string;
}

/** Nobody can read it, make one of their own or change what it opens. */
export function makeLink(
  seal: Pick<Seal, "seal">,
  { companyId, recordId }: Shared,
  now = new Date(),
): { key: string; until: Date } {
  const until = new Date(now.getTime() + LIVES_MS);
  const text = JSON.stringify([companyId, recordId, until.getTime()]);
  return { key: seal.seal(text, "shared_invoice", ""), until };
}

/** Base64 has other spellings of the same bytes: each would be one more right address. */
function isAsMade(key: string): boolean {
  const body = key.slice(key.lastIndexOf(".") + 1);
  return Buffer.from(body, "base64url").toString("base64url") === body;
}

/** Undefined: we did not make it, or its time is over. */
export function openLink(
  seal: Pick<Seal, "open">,
  key: unknown,
  now = new Date(),
): (Shared & { madeAt: Date }) | undefined {
  if (typeof key !== "string" || key.length > LONGEST || !isAsMade(key)) return undefined;
  try {
    const [companyId, recordId, until] = Link.parse(
      JSON.parse(seal.open(key, "shared_invoice", "")),
    );
    if (until <= now.getTime()) return undefined;
    return { companyId, recordId, madeAt: new Date(until - LIVES_MS) };
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

/** By its seal alone, which asks no database: whether it still opens anything, that one says. */
export function isLink(seal: Pick<Seal, "open">, key: unknown): boolean {
  return openLink(seal, key) !== undefined;
}
