import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";
import { DatabaseError, withoutPassword } from "./refused.ts";
import { type Backend, SESSION_NAME, takeOver } from "./take-over.ts";

export interface SessionParts {
  directUrl: string;
  log: Logger;
  /** A dead connection is noticed within twice this time. */
  pingMs?: number;
}

export interface Listener {
  onNotice(payload: string): void;
  /** Notices may be lost: the connection broke and a new one took its place. */
  onGap(): void;
}

const PING_MS = 10_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

export async function openSession(parts: SessionParts): Promise<Session> {
  const session = new Session(parts);
  await session.start();
  return session;
}

/**
 * LISTEN and advisory locks need one PostgreSQL session, which a pool behind a pooler cannot give.
 * A session that lost its connection makes a new one: the locks are gone, and notices were missed.
 */
export class Session {
  readonly #parts: Required<SessionParts>;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #onLost = new Set<() => void>();
  readonly #stopping = new AbortController();
  #client: pg.Client | undefined;
  #backend: Backend | undefined;
  #ping: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: SessionParts) {
    this.#parts = { pingMs: PING_MS, ...parts };
  }

  async start(): Promise<void> {
    await this.#connect().catch((cause: Error) => {
      throw new DatabaseError(
        `PostgreSQL at ${withoutPassword(this.#parts.directUrl)} does not answer: ${cause.message}. Check DATABASE_DIRECT_URL (DATABASE_URL where it is not set) and that the server runs.`,
        { cause },
      );
    });
  }

  /** Resolves when notices arrive; the result ends the listening. */
  async listen(channel: string, listener: Listener): Promise<() => Promise<void>> {
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(listener));
    await this.#query(`listen "${channel}"`);
    return async () => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.#listeners.get(channel) !== listeners) return;
      this.#listeners.delete(channel);
      await this.#query(`unlisten "${channel}"`).catch(() => undefined);
    };
  }

  /** Returns the members it locked (none while disconnected). Each lock needs its own unlock. */
  async lock(space: number, members: number[]): Promise<number[]> {
    const rows = await this.#query<{ member: number }>(
      "select member from unnest($2::int[]) as member where pg_try_advisory_lock($1, member)",
      [space, members],
    );
    return rows.map(({ member }) => member);
  }

  async unlock(space: number, members: number[]): Promise<void> {
    await this.#query("select pg_advisory_unlock($1, member) from unnest($2::int[]) as member", [
      space,
      members,
    ]);
  }

  /** Also reaches other processes. Lost while there is no connection. */
  async notify(channel: string, payload: string): Promise<void> {
    await this.#query("select pg_notify($1, $2)", [channel, payload]);
  }

  get isOver(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Called when the connection, and with it every lock, is gone. The result ends the calls. */
  onLost(call: () => void): () => void {
    this.#onLost.add(call);
    return () => void this.#onLost.delete(call);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#ping);
    const last = this.#client;
    this.#client = undefined;
    await last?.end();
  }

  async #connect(): Promise<void> {
    const { directUrl, log, pingMs } = this.#parts;
    const client = new pg.Client({
      connectionString: directUrl,
      application_name: SESSION_NAME,
      keepAlive: true,
      connectionTimeoutMillis: pingMs,
      query_timeout: pingMs,
    });
    client.on("notification", ({ channel, payload }) => this.#deliver(channel, payload ?? ""));
    client.on("error", (error) => log.warn({ err: error }, "the database session failed"));
    client.once("end", () => this.#lose(client));
    try {
      await client.connect();
      this.#backend = await takeOver(client, this.#backend);
      for (const channel of this.#listeners.keys()) await client.query(`listen "${channel}"`);
      if (this.#stopping.signal.aborted) throw new Error("The process stops.");
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.#client = client;
    this.#pingLater(client);
  }

  #lose(client: pg.Client): void {
    if (client !== this.#client) return;
    this.#client = undefined;
    clearTimeout(this.#ping);
    for (const call of this.#onLost) call();
    void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!this.#stopping.signal.aborted) {
      try {
        await sleep(pause, undefined, { signal: this.#stopping.signal });
        await this.#connect();
        for (const listener of [...this.#listeners.values()].flatMap((all) => [...all])) {
          listener.onGap();
        }
        return;
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        this.#parts.log.warn({ err: error }, "the database session is away; tries again");
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  /** A connection looks alive after its other end is gone, until a query gets no answer. */
  #pingLater(client: pg.Client): void {
    this.#ping = setTimeout(() => {
      this.#query<{ pid: number }>("select pg_backend_pid() as pid").then(
        ([row]) => {
          if (client !== this.#client) return;
          if (row && row.pid !== this.#backend?.pid) this.#expose(client);
          else this.#pingLater(client);
        },
        () => undefined,
      );
    }, this.#parts.pingMs);
  }

  /** A pooler was put in between after the start: each statement may use another session. */
  #expose(client: pg.Client): void {
    this.#parts.log.error("DATABASE_DIRECT_URL leads through a pooler in transaction mode");
    void client.end();
  }

  #deliver(channel: string, payload: string): void {
    for (const listener of this.#listeners.get(channel) ?? []) {
      try {
        listener.onNotice(payload);
      } catch (error) {
        // Any client of the database can send any notice; a bad one must not end the process.
        this.#parts.log.warn({ err: error, channel }, "a notice was not understood");
      }
    }
  }

  #query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = this.#client;
    if (!client) return Promise.resolve([]);
    const turn = this.#turn.then(async () => (await client.query<Row>(text, values)).rows);
    this.#turn = turn.catch((error: unknown) => {
      // After an error that PostgreSQL sent, the session is whole; after any other it may be dead.
      if (error instanceof pg.DatabaseError || client !== this.#client) return;
      this.#parts.log.warn({ err: error }, "the database session does not answer");
      void client.end();
    });
    return turn;
  }
}
