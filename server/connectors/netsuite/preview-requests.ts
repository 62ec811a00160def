import type { PreviewRequest } from "../connector.ts";
import type { Document } from "../documents.ts";
import type { Account } from "./account.ts";
import { ACCEPT } from "./client.ts";
import { showJson } from "./exact-json.ts";
import type { NetSuiteSettings } from "./settings.ts";
import { writeRequest, writtenRecord } from "./write-record.ts";

export function previewRequests(
  account: Account,
  settings: NetSuiteSettings,
  document: Document,
): PreviewRequest[] {
  const {
    method,
    path,
    headers = {},
    body = "null",
  } = writeRequest(document, writtenRecord(document, settings));
  return [
    {
      method,
      url: `${account.restUrl}${path}`,
      headers: { ...ACCEPT, ...headers },
      body: showJson(body),
    },
  ];
}
