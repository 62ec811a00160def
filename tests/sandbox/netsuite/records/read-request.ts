import { invalidContent, Refusal } from "../refusal.ts";
import type { NameValidation } from "./read-body.ts";
import type { Saving } from "./save-record.ts";

/** The body, and how the request wants it saved. */
export async function readRequest({
  request,
  url,
}: {
  request: Request;
  url: URL;
}): Promise<{ body: Record<string, unknown>; saving: Saving }> {
  // Clients that name no type are let in: julbrs/netsuite-api-client, its tests of a live account.
  if (!/json/i.test(request.headers.get("content-type") ?? "json")) {
    throw new Refusal(400, {
      detail: "The Content-Type of a request with a body must be application/json.",
      code: "INVALID_HEADER",
      header: "Content-Type",
    });
  }
  const body: unknown = await request.json().catch(() => undefined);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw invalidContent("Invalid content in the request body. A JSON object is expected.");
  }
  const names = request.headers.get("x-netsuite-propertynamevalidation") ?? "Warning";
  const known = (["Error", "Warning", "Ignore"] as const).find(
    (one: NameValidation) => one.toLowerCase() === names.toLowerCase(),
  );
  if (!known) {
    throw new Refusal(400, {
      detail: `Invalid header value ${names}.`,
      code: "INVALID_HEADER",
      header: "X-NetSuite-PropertyNameValidation",
    });
  }
  const replace = (url.searchParams.get("replace") ?? "").split(",").filter(Boolean);
  return { body: body as Record<string, unknown>, saving: { names: known, replace } };
}
