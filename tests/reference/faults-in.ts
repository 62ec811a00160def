import type { Answered } from "../sandbox/procore/rest/witness.ts";
import { expectedOf, nameOf } from "./expected.ts";
import { faultsOf, keyOf, type Reference } from "./reference.ts";

/** What is wrong with an answer of the sandbox, one line a fault. */
export function faultsIn(
  reference: Reference,
  { endpoint, url, status, text }: Answered,
): string[] {
  const asked = { key: keyOf(endpoint.method, endpoint.path), status, query: url.searchParams };
  const schema = expectedOf(reference, asked);
  return schema
    ? faultsOf(schema, JSON.parse(text ?? "null")).map((fault) => `${nameOf(asked)}: ${fault}`)
    : [];
}
