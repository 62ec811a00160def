import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A page of another origin that frames the panel and speaks Procore's protocol; `?silent` never
 * answers.
 */
const HOST = (
  src: string,
) => `<!doctype html><html lang="en"><head><title>Procore</title><link rel="icon" href="data:,"></head>
<body style="margin:0"><iframe id="panel" title="Crosstie" src="${src}" allow="clipboard-read; clipboard-write" style="display:block;border:0;width:100%;height:100vh"></iframe>
<script>
  const frame = document.getElementById("panel");
  const origin = new URL(frame.src).origin;
  const query = new URLSearchParams(location.search);
  window.asked = [];
  window.tell = (message) => frame.contentWindow.postMessage(message, origin);
  window.context = JSON.parse(query.get("context"));
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.data?.type !== "initialize") return;
    asked.push(event.origin);
    if (!query.has("silent")) tell({ type: "setup", context: window.context });
  });
</script></body></html>`;

/** A frame of a third origin beside the panel, which claims to be the host. */
const HOSTILE = `<!doctype html><title>Not Procore</title><script>
  addEventListener("message", ({ data }) => parent.frames[0].postMessage(data, "*"));
</script>`;

export interface ProcoreHost {
  url: string;
  page(src: string, context: unknown, isSilent?: boolean): string;
  stop(): Promise<void>;
}

export async function serveHost(): Promise<ProcoreHost> {
  const server: Server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://host");
    response.setHeader("content-type", "text/html");
    response.end(pathname === "/hostile" ? HOSTILE : HOST(searchParams.get("src") ?? ""));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    page: (src, context, isSilent = false) =>
      `${url}/?${new URLSearchParams({ src, context: JSON.stringify(context), ...(isSilent && { silent: "" }) })}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
