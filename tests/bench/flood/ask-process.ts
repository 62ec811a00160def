import { setTimeout as wait } from "node:timers/promises";
import { KeepAliveClient } from "../receipt/keep-alive-client.ts";
import type { Asked } from "./flood.ts";

/** Between an answer and the next question. */
const PAUSE_MS = 5;

let asking = new AbortController();

/** A port begins it; anything else ends it, and is answered. */
process.on("message", (message: { port?: number }) => {
  if (message.port === undefined) asking.abort();
  else void ask(message.port).then((asked) => process.send?.(asked));
});

async function ask(port: number): Promise<Asked> {
  asking = new AbortController();
  const { signal } = asking;
  const request = `GET /healthz HTTP/1.1\r\nhost: localhost:${port}\r\n\r\n`;
  const client = await KeepAliveClient.open(port);
  const took: number[] = [];
  while (!signal.aborted) {
    const begun = performance.now();
    const status = await client.send(request);
    if (status !== 200) throw new Error(`/healthz answered ${status}`);
    took.push(performance.now() - begun);
    await wait(PAUSE_MS);
  }
  client.close();
  const sorted = took.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { times: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), mostMs: sorted.at(-1) ?? 0 };
}
