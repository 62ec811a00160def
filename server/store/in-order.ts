import type { Knex } from "knex";
import type { Scope } from "../database/scope.ts";

/**
 * The records of a query, for one update of them. They are locked in one order before, whatever the
 * plan: else two who change the same ones may wait for each other.
 */
export function inOrder(found: Knex.QueryBuilder, scope: Scope): Knex.QueryBuilder {
  const ids = ["records.company_id", "records.record_id"];
  const locked = found.orderBy("records.record_id").forUpdate("records").select(ids);
  return scope("records").whereIn(ids, locked);
}
