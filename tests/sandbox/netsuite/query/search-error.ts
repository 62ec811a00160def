import { invalidParameter, type Refusal } from "../refusal.ts";

/** SuiteQL's way to say that a query cannot be run. */
export function searchError(reason: string): Refusal {
  return invalidParameter(
    `Invalid search query. Detailed unprocessed description follows. Search error occurred: ${reason}`,
    "q",
  );
}

export const unknownTable = (name: string) => searchError(`Invalid search type: ${name}.`);

/** One that is off in this account, or out of the role's reach. */
export const closedTable = (name: string) => searchError(`Record '${name}' was not found.`);

export const removedField = (field: string, table: string) =>
  searchError(`Field '${field}' for record '${table}' was not found. Reason: REMOVED`);

export const syntaxError = (near: string) =>
  searchError(`Invalid or unsupported search. Syntax error near '${near}'.`);
