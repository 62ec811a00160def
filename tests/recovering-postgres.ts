import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface RecoveringPostgres {
  /** The same database, by way of the stand-in. */
  url(target: string): string;
  /** How many connections were turned away, by the name they gave. */
  turnedAway: Map<string, number>;
  close(): Promise<void>;
}

/**
 * Stands before a PostgreSQL and says of it what it says itself while it recovers (57P03), to each
 * connection that `isRecovering` names; passes on all others.
 */
export async function recoveringPostgres(
  target: string,
  isRecovering: (name: string, times: number) => boolean,
): Promise<RecoveringPostgres> {
  const { hostname, port } = new URL(target);
  const turnedAway = new Map<string, number>();
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    sockets.add(from);
    from.on("error", () => undefined).on("close", () => sockets.delete(from));
    from.once("data", (hello) => {
      const name = /application_name\0([^\0]*)/.exec(hello.toString("latin1"))?.[1] ?? "";
      const times = turnedAway.get(name) ?? 0;
      if (isRecovering(name, times)) {
        turnedAway.set(name, times + 1);
        from.end(STARTING_UP);
        return;
      }
      const to = connect(Number(port), hostname);
      to.write(hello);
      from.pipe(to).pipe(from);
      to.on("error", () => from.destroy()).on("close", () => from.destroy());
      from.on("close", () => to.destroy());
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: ours } = server.address() as AddressInfo;
  return {
    url: (address) => Object.assign(new URL(address), { port: ours }).href,
    turnedAway,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** ErrorResponse of the protocol: type, length, fields. */
const STARTING_UP = (() => {
  const fields = Buffer.from(
    "SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0",
    "latin1",
  );
  const length = Buffer.alloc(4);
  length.writeInt32BE(fields.length + 4);
  return Buffer.concat([Buffer.from("E"), length, fields]);
})();
