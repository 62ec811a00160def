import { createServer } from "node:http";
import { parseExact } from "./rest/wire.ts";

export interface Heard {
  authorization: string | undefined;
  /** Ids beyond 2^53 as text. */
  body: Record<string, unknown>;
}

export interface Listener {
  url: string;
  heard: Heard[];
  /** What it answers from now on; "hang" never answers. */
  answer(status: number | "hang"): void;
  close(): Promise<void>;
}

/** A webhook destination on loopback. */
export async function openListener(): Promise<Listener> {
  const heard: Heard[] = [];
  let status: number | "hang" = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      heard.push({
        authorization: request.headers.authorization,
        body: parseExact(Buffer.concat(chunks).toString()) as Record<string, unknown>,
      });
      if (status !== "hang") response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/webhooks/procore`,
    heard,
    answer: (next) => {
      status = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
