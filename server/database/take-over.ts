import type { Client } from "pg";

export interface Backend {
  pid: number;
  started: string;
}

export const SESSION_NAME = "crosstie session";

/**
 * When the network drops a process silently, PostgreSQL keeps its session and locks for hours: so
 * the new session ends the old one. If no new one comes, keepalives end it within 30 s.
 */
export async function takeOver(client: Client, before: Backend | undefined): Promise<Backend> {
  await client.query("set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 2");
  const { rows } = await client.query<Backend>(
    "select pid, backend_start::text as started from pg_stat_activity where pid = pg_backend_pid()",
  );
  const now = rows[0]!;
  if (before && before.pid !== now.pid) {
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and backend_start = $2::timestamptz and application_name = $3",
      [before.pid, before.started, SESSION_NAME],
    );
  }
  return now;
}
