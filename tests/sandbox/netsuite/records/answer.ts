import { hrefOf } from "./render-record.ts";
import type { Saved } from "./save-record.ts";

/** To a write: no content, where the record is, and what was ignored or warned of. */
export function saved(
  { request, base }: { request: Request; base: string },
  { record, warnings, unknown }: Saved,
  status = 204,
): Response {
  const headers = new Headers({ location: hrefOf(base, record) });
  const names = request.headers.get("x-netsuite-propertynamevalidation") ?? "Warning";
  if (unknown.length > 0 && names.toLowerCase() === "warning") {
    headers.set(
      "x-netsuite-propertyvalidation",
      `Warning: unknown properties were ignored: ${unknown.join(", ")}`,
    );
  }
  if (warnings.length > 0) headers.set("x-netsuite-warning", warnings.join(" "));
  return new Response(null, { status, headers });
}

export function resource(body: unknown, kind: "singular" | "collection"): Response {
  return Response.json(body, {
    headers: { "content-type": `application/vnd.oracle.resource+json; type=${kind}` },
  });
}
