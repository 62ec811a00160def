import type { Scope } from "../database/scope.ts";

/** The newest so many of a company are kept, for operators, and as long as deliveries are. */
const MOST_KEPT = 100;

export interface SetAside {
  companyId: string;
  problem: string;
  /** As it came, or its beginning. */
  payload: string;
}

export async function setAside(
  scope: Scope,
  { companyId, problem, payload }: SetAside,
): Promise<void> {
  await scope("set_aside_deliveries").insert({
    company_id: companyId,
    problem,
    // PostgreSQL takes no U+0000 in a text.
    payload: payload.replaceAll("\u0000", "\ufffd"),
  });
  await keepNewest(scope, companyId);
}

/** One that is kept already, and that nobody could queue. */
export async function setAsideKept(
  scope: Scope,
  { companyId, deliveryId, problem }: { companyId: string; deliveryId: string; problem: string },
): Promise<void> {
  await scope.raw(
    `insert into set_aside_deliveries (company_id, problem, payload)
       select company_id, ?, payload from deliveries where company_id = ? and delivery_id = ?`,
    [problem, companyId, deliveryId],
  );
  await scope("deliveries")
    .where({ company_id: companyId, delivery_id: deliveryId })
    .update({ queued_at: scope.fn.now() });
  await keepNewest(scope, companyId);
}

async function keepNewest(scope: Scope, companyId: string): Promise<void> {
  await scope.raw(
    `delete from set_aside_deliveries where company_id = :companyId and (set_aside_at, id) in (
       select set_aside_at, id from set_aside_deliveries where company_id = :companyId
        order by set_aside_at desc, id desc offset :most)
      or company_id = :companyId and set_aside_at < now() - interval '30 days'`,
    { companyId, most: MOST_KEPT },
  );
}
