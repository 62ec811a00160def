import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface HalfOpenProxy {
  /** The same database, by way of the proxy. */
  url: string;
  /** From now on swallows what either side says on the connections there are, and closes none. */
  goSilent(): void;
  close(): Promise<void>;
}

/** Stands before a PostgreSQL as a network would that loses a host without telling. */
export async function halfOpenProxy(target: string): Promise<HalfOpenProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    const to = connect(Number(port), hostname);
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one);
      one.on("data", (bytes) => other.write(bytes));
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: Object.assign(new URL(target), { port: (server.address() as AddressInfo).port }).href,
    goSilent() {
      for (const socket of sockets) socket.removeAllListeners("data").resume();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
