import type { Knex } from "knex";
import type { TaskName } from "./tasks.ts";

/** Of a company, whatever their state; `but`: the task that has it forgotten. */
export async function forgetJobs(
  db: Knex,
  { companyId, but }: { companyId: string; but: TaskName },
): Promise<void> {
  await db("pgboss.job")
    .whereRaw("data ->> 'companyId' = ?", [companyId])
    .whereNot({ name: but })
    .delete();
}
