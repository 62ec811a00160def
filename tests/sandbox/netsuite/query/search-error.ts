import type { Source } from "./sources.ts";
import { invalidParameter, type Refusal } from "../refusal.ts";

/** SuiteQL's way to say that a query cannot be run. */
export function searchError(reason: string): Refusal {
  return invalidParameter(
    `Invalid search query. Detailed unprocessed description follows. Search error occurred: ${reason}`,
    "q",
  );
}

export function unknownIdentifier(name: string, sources: Source[]): Refusal {
  const available = [...new Map(sources)].map(([alias, table]) => `${alias}=${table}`).join(", ");
  return searchError(`Unknown identifier '${name}'. Available identifiers are: {${available}}`);
}

export const unknownTable = (name: string) => searchError(`Invalid search type: ${name}.`);

export const syntaxError = (near: string) =>
  searchError(`Invalid or unsupported search. Syntax error near '${near}'.`);
