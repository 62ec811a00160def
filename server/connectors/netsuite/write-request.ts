import type { Document } from "../documents.ts";
import type { NetSuiteRequest } from "./client.ts";
import { writeJson } from "./exact-json.ts";
import type { PartialRecord } from "./write-record.ts";
import { RECORD_TYPES } from "./written-fields.ts";

/** By default NetSuite drops what it does not know and only warns. */
export const WRITING = {
  "content-type": "application/json",
  "x-netsuite-propertynamevalidation": "Error",
};

/**
 * Source: NetSuite help, "The Upsert Operation": PUT by external id creates or updates, and is
 * refused by any other id.
 */
export function recordPath(
  { kind, reference }: Pick<Document, "kind" | "reference">,
  id = `eid:${encodeURIComponent(reference)}`,
): string {
  return `/services/rest/record/v1/${RECORD_TYPES[kind]}/${id}`;
}

/**
 * The one request that brings the document up to date. Without `replace`, NetSuite adds lines to
 * those that are there.
 */
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
