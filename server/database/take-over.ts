import type { Client } from "pg";

/** Which process of PostgreSQL's serves a session. */
export interface Backend {
  pid: number;
  started: string;
}

export const SESSION_NAME = "crosstie session";

/**
 * When a network drops the process silently, PostgreSQL keeps the old session and its locks for
 * hours. So the new session ends the old one; and for a process that never comes back, PostgreSQL
 * probes the connection after 10 s of silence and gives up within 30 s.
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
