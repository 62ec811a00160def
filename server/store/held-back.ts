import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";
import type { Connection } from "./connections.ts";

/** What a record waits for that a choice in Settings ends. Each follows "Waits for". */
export const HELD_BY = {
  automaticSync: "automatic sync is off",
  resourceType: "are switched off in Settings",
  project: "this project is not chosen in Settings",
} as const;

/** Records alike. */
export interface HeldBack {
  kind: string;
  projectId: string | null;
  waitsFor: keyof typeof HELD_BY;
  /** ISO 4217; null: Procore does not say. */
  currency: string | null;
  count: number;
  /** Signed decimal: what their pending changes come to. */
  amount: string;
}

const { fromRow } = columns<HeldBack>({
  kind: "kind",
  projectId: "project_id",
  waitsFor: "waits_for",
  currency: "currency",
  count: "count",
  amount: "amount",
});

/** As each record was decided last. */
export async function heldBack(
  scope: Scope,
  { companyId, connectionId }: Pick<Connection, "companyId" | "connectionId">,
): Promise<HeldBack[]> {
  const { rows } = await scope.raw<{ rows: object[] }>(
    `with held as (
       select r.company_id, r.connection_id, r.record_id, r.kind, r.project_id, r.parent, r.currency,
         case when r.waiting = :automaticSync then 'automaticSync'
              when r.waiting = :project then 'project'
              when right(r.waiting, length(:resourceType)) = :resourceType then 'resourceType'
          end as waits_for
       from records r
       where r.company_id = :companyId and r.connection_id = :connectionId
         and r.status = 'pending' and not r.is_deleted
     ),
     worth as (
       select a.record_id, sum((a.impact->>'amount')::numeric) as amount
       from activities a join held using (company_id, record_id)
       where a.status = 'pending' group by a.record_id
     )
     select held.kind, held.project_id, held.waits_for,
       coalesce(held.currency, contract.currency, contract.erp_currency) as currency,
       count(*)::int as count, coalesce(sum(worth.amount), 0)::text as amount
     from held
     left join worth using (record_id)
     left join records contract on contract.company_id = held.company_id
       and contract.connection_id = held.connection_id and contract.parent = held.parent
       and contract.kind || ':' || contract.procore_id = held.parent
     where held.waits_for is not null
     group by 1, 2, 3, 4
     order by 1, 2, 3, 4`,
    { companyId, connectionId, ...HELD_BY },
  );
  return rows.map(fromRow);
}
