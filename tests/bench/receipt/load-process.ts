import { deliveryRequest } from "./delivery-request.ts";
import { KeepAliveClient } from "./keep-alive-client.ts";
import { type Load, type Loaded, ulidOf } from "./load.ts";

process.on("message", (load: Load) => void run(load).then((loaded) => process.send?.(loaded)));

/** Every connection sends its next delivery when the last one was answered. */
async function run(load: Load): Promise<Loaded> {
  const request = requests(load);
  const statuses: Record<string, number> = {};
  const took: number[] = [];
  const clients = await Promise.all(
    Array.from({ length: load.connections }, () => KeepAliveClient.open(load.port)),
  );
  const started = performance.now();
  const end = started + load.seconds * 1000;
  await Promise.all(
    clients.map(async (client) => {
      for (let now = performance.now(); now < end;) {
        const status = await client.send(request());
        const then = now;
        now = performance.now();
        took.push(now - then);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const client of clients) client.close();
  took.sort((a, b) => a - b);
  return { statuses, seconds, p99Ms: took[Math.floor(took.length * 0.99)] ?? 0 };
}

/** Each request carries a delivery that was never sent before. */
function requests({ prefix, ...sender }: Load): () => string {
  const request = deliveryRequest(sender);
  let count = 0;
  return () => {
    count += 1;
    return request(ulidOf(prefix, count));
  };
}
