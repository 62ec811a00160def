import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface TinyApp {
  origin: string;
  /** Every message the app's pages were posted, oldest first. */
  heard: { origin: string; data: { type?: string; context?: unknown } }[];
  close(): Promise<void>;
}

const PAGE = `<!doctype html><title>Tiny app</title><h1>Tiny app</h1><script>
  addEventListener("message", ({ origin, data }) => navigator.sendBeacon("/heard", JSON.stringify({ at: performance.timeOrigin + performance.now(), message: { origin, data } })));
  parent.postMessage({ type: "initialize" }, new URLSearchParams(location.search).get("host") ?? new URL(document.referrer).origin);
</script>`;

/**
 * An embedded app reduced to its handshake: asks the host that framed it, and reports what it is
 * told.
 */
export async function openTinyApp(): Promise<TinyApp> {
  const heard: TinyApp["heard"] = [];
  const beacons: { at: number; message: TinyApp["heard"][number] }[] = [];
  const server = createServer(async (request, response) => {
    if (request.method === "POST") {
      // Beacons overtake each other.
      beacons.push(JSON.parse(await bodyOf(request)) as (typeof beacons)[number]);
      heard.splice(
        0,
        heard.length,
        ...beacons.toSorted((one, other) => one.at - other.at).map(({ message }) => message),
      );
    }
    response.setHeader("content-type", "text/html").end(request.method === "POST" ? "" : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    heard,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}
