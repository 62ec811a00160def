import type { Stage } from "./stage.ts";

const TABLES = ["records", "activities", "deliveries", "payments", "runs", "pgboss.job"];

/** All that may help to understand a problem, a line each. */
export async function evidenceOf(stage: Stage): Promise<string[]> {
  const { admin } = stage.database;
  const rows = await Promise.all(
    TABLES.map(async (table) =>
      (await admin(table).select<object[]>("*")).map((row) => `${table}: ${JSON.stringify(row)}`),
    ),
  );
  const sent = stage.procore.system.live().deliveries.map(({ event, status, attempts }) => {
    const tries = attempts.map((one) => `${one.completedAt} ${one.status ?? one.error}`);
    return `announced: ${event.at} ${event.resourceName} ${event.resourceId} ${event.eventType} ${event.ulid} ${status} ${tries.join(", ")}`;
  });
  const heard = Object.entries(stage.systems).flatMap(([name, { tap }]) =>
    tap.heard.map(
      ({ method, path, at }) => `${name} heard: ${new Date(at).toISOString()} ${method} ${path}`,
    ),
  );
  const said = Object.values(stage.processes).flatMap((process) =>
    process.said.map(({ line }) => `${process.name}: ${line}`),
  );
  return [...rows.flat(), ...sent, ...heard, ...said];
}
