import pg from "pg";
import type { Db } from "pg-boss";
import type { Logger } from "pino";
import { preparingClient } from "../database/preparing-client.ts";
import type { Session } from "../database/session.ts";
import { noteError } from "./note-error.ts";

export interface BossDatabase extends Db {
  close(): Promise<void>;
}

const CONNECTIONS = 6;
const CONNECT_MS = 10_000;

/** Statements use a pool, LISTEN uses the session: pg-boss itself knows one address for both. */
export function bossDatabase({
  url,
  isPooled,
  session,
  log,
  onJob,
}: {
  url: string;
  isPooled: boolean;
  session: Session;
  log: Logger;
  onJob(queue: string): void;
}): BossDatabase {
  const pool = new pg.Pool({
    Client: isPooled ? pg.Client : preparingClient(),
    connectionString: url,
    application_name: "crosstie jobs",
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
  });
  pool.on("error", (error) => noteError(log, error, "job queue lost a connection"));
  return {
    executeSql: (text, values) => pool.query(text, values),
    async listen(channel, _wakeAll, onReconnect) {
      const close = await session.listen(channel, { onNotice: onJob, onGap: onReconnect });
      onReconnect();
      return { close };
    },
    async close() {
      if (!pool.ending) await pool.end();
    },
  };
}
