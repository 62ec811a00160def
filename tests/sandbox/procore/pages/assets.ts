import { readdirSync, readFileSync } from "node:fs";
import { http, HttpResponse, type HttpHandler } from "msw";

const folder = new URL("./assets/", import.meta.url);

/** Style sheets and scripts are joined in the order of their file names. */
export function assets(): HttpHandler[] {
  return [
    serve("host.css", "text/css", joined(".css")),
    serve("host.js", "text/javascript", joined(".js")),
    serve("icon.svg", "image/svg+xml", read("icon.svg")),
  ];
}

function read(name: string): string {
  return readFileSync(new URL(name, folder), "utf8");
}

function joined(ending: string): string {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .toSorted()
    .map(read)
    .join("\n");
}

function serve(name: string, type: string, content: string): HttpHandler {
  return http.get(
    `*/assets/${name}`,
    () =>
      new HttpResponse(content, {
        headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "no-cache" },
      }),
  );
}
