import { setTimeout as wait } from "node:timers/promises";
import { deliveryRequest } from "../receipt/delivery-request.ts";
import { KeepAliveClient } from "../receipt/keep-alive-client.ts";
import { ulidOf } from "../receipt/load.ts";
import type { Flood, Flooded } from "./flood.ts";

/** As Procore waits after a refusal, in little. */
const AGAIN_MS = 100;

process.on("message", (flood: Flood) => void bring(flood).then((done) => process.send?.(done)));

async function bring(flood: Flood): Promise<Flooded> {
  const { port, count, connections, prefix, from } = flood;
  const requests = flood.senders.map((sender, place) =>
    deliveryRequest({ port, ...sender, ...(from.length > 0 && { from: from[place] }) }),
  );
  const statuses: Record<string, number> = {};
  const begun = performance.now();
  let sent = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = await KeepAliveClient.open(port);
      while (sent < count) {
        sent += 1;
        const request = requests[sent % requests.length]!(ulidOf(prefix, sent));
        for (;;) {
          const status = await client.send(request);
          statuses[status] = (statuses[status] ?? 0) + 1;
          if (status >= 200 && status < 300) break;
          await wait(AGAIN_MS);
        }
      }
      client.close();
    }),
  );
  return { statuses, seconds: (performance.now() - begun) / 1_000 };
}
