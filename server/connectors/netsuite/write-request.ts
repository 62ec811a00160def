import type { Document } from "../documents.ts";
import type { NetSuiteRequest } from "./client.ts";
import { writeJson } from "./exact-json.ts";
import type { PartialRecord } from "./write-record.ts";
import { RECORD_TYPES } from "./written-fields.ts";

/** By default NetSuite ignores fields that it does not know, and only warns. */
export const WRITING = {
  "content-type": "application/json",
  "x-netsuite-propertynamevalidation": "Error",
};

/** Source: NetSuite help, "The Upsert Operation": PUT takes our external id and no other id. */
export function recordPath(
  { kind, reference }: Pick<Document, "kind" | "reference">,
  id = `eid:${encodeURIComponent(reference)}`,
): string {
  return `/services/rest/record/v1/${RECORD_TYPES[kind]}/${id}`;
}

/** Without `replace`, NetSuite adds the lines to those that are there. */
export function writeRequest(
  document: Document,
  written: PartialRecord,
  id?: string,
): NetSuiteRequest {
  const query = document.kind === "vendor" ? "" : "?replace=item,expense";
  return {
    method: id === undefined ? "PUT" : "PATCH",
    path: `${recordPath(document, id)}${query}`,
    headers: WRITING,
    body: writeJson(written),
    isWrite: true,
  };
}
