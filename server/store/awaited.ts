import type { Scope } from "../database/scope.ts";
import type { Failure } from "./failure.ts";
import type { SyncRecord } from "./records.ts";

/** The last record in a chain of waits: it holds up all others. */
export interface Awaited {
  status: SyncRecord["status"];
  waiting: string | null;
  isUnanswered: boolean;
  failure: Failure | null;
  /** Why Procore does not let us read what this record waits for. */
  unread: string | null;
}

/** More than kinds can need each other in a row. */
const LONGEST_CHAIN = 5;

/** By record id; records that wait for no other are missing. */
export async function awaitedBy(
  scope: Scope,
  { companyId, recordIds }: { companyId: string; recordIds: string[] },
): Promise<Map<string, Awaited>> {
  if (recordIds.length === 0) return new Map();
  const { rows } = await scope.raw<{ rows: (Awaited & { waiter: string })[] }>(
    `with recursive chain as (
       select record_id as waiter, 0 as depth, company_id, connection_id, waiting_for, status, waiting, is_unanswered, failure
         from records
        where company_id = :companyId and record_id = any(:recordIds) and waiting_for is not null
       union all
       select chain.waiter, chain.depth + 1, other.company_id, other.connection_id, other.waiting_for,
              other.status, other.waiting, other.is_unanswered, other.failure
         from chain join records other
           on other.company_id = chain.company_id and other.connection_id = chain.connection_id
          and other.kind = split_part(chain.waiting_for, ':', 1)
          and other.procore_id = split_part(chain.waiting_for, ':', 2)
        where chain.depth < :longest
     )
     select distinct on (waiter) waiter, status, waiting, is_unanswered as "isUnanswered", failure, reads.reason as unread
       from chain left join failed_reads reads
         on reads.company_id = chain.company_id and reads.connection_id = chain.connection_id
        and reads.kind = split_part(chain.waiting_for, ':', 1)
        and reads.procore_id = split_part(chain.waiting_for, ':', 2) and not reads.is_list
      order by waiter, depth desc`,
    { companyId, recordIds, longest: LONGEST_CHAIN },
  );
  return new Map(rows.map(({ waiter, ...awaited }) => [waiter, awaited]));
}
