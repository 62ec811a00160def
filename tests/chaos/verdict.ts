import { comparedIn } from "./compared.ts";
import { unforeseen } from "./foreseen.ts";
import type { Stage } from "./stage.ts";

/** A record that waits for ever for one of these waits for a person, as it should. */
const TRULY_WAITS = /^approval in Procore$/;

/** All that is not as it should be, in words; empty: the seed is clean. */
export async function verdictOn(stage: Stage): Promise<string[]> {
  const found = [...(await comparedIn(stage)), ...(await unsettledIn(stage))];
  const processes = Object.values(stage.processes);
  await Promise.all(processes.map((process) => process.stop()));
  return [...found, ...unforeseen(processes.flatMap(({ said }) => said))];
}

interface Unsettled {
  name: string;
  status: string;
  waiting: string | null;
  failure: string | null;
  isDeleted: boolean;
}

async function unsettledIn({ database: { admin } }: Stage): Promise<string[]> {
  const { rows } = await admin.raw<{ rows: Unsettled[] }>(
    `select kind || ' ' || coalesce(number, procore_id) as name, status, waiting, failure ->> 'title' as failure, is_deleted as "isDeleted"
       from records where status in ('pending', 'error')
     union all
     select 'activity of ' || r.kind || ' ' || coalesce(r.number, r.procore_id), a.status, r.waiting, r.failure ->> 'title', r.is_deleted
       from activities a join records r using (company_id, record_id) where a.status in ('pending', 'failed')`,
  );
  return rows
    .filter(({ status, waiting }) => status !== "pending" || !TRULY_WAITS.test(waiting ?? ""))
    .map(
      ({ name, status, waiting, failure, isDeleted }) =>
        `${name} is ${status}${isDeleted ? " and deleted" : ""}: ${failure ?? waiting ?? "nothing is said"}`,
    );
}
