import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { selfSigned } from "./self-signed.ts";

export interface Gateway {
  /** What `HTTPS_PROXY` is set to. */
  proxy: string;
  /** PEM of whom to trust. */
  authority: string;
  /** Host names that were asked for and are not this account's. */
  turnedAway: string[];
  close(): Promise<void>;
}

/**
 * Leads one host name to a sandbox on loopback, TLS ending here, and no other name anywhere: a
 * client keeps its own addresses, its own TLS and its own checks.
 */
export async function openGateway(host: string, sandbox: string): Promise<Gateway> {
  const { key, cert } = selfSigned(host);
  const open = new Set<Socket>();
  const turnedAway: string[] = [];
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on("connection", (socket) => open.add(socket));
  server.on("connect", (request, socket: Socket) => {
    socket.on("error", () => socket.destroy());
    if (request.url !== `${host}:443`) {
      turnedAway.push(request.url ?? "");
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    const client = new TLSSocket(socket, { isServer: true, key, cert });
    const inside = connect(Number(new URL(sandbox).port), "127.0.0.1");
    open.add(inside);
    client.on("error", () => inside.destroy());
    inside.on("error", () => client.destroy());
    client.pipe(inside).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    proxy: `http://127.0.0.1:${port}`,
    authority: cert,
    turnedAway,
    close: () =>
      new Promise((resolve) => {
        open.forEach((socket) => socket.destroy());
        server.close(() => resolve());
      }),
  };
}
