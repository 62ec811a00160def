import {
  CredentialsRefusedError,
  isRefusal,
  RemoteError,
  UnknownOutcomeError,
} from "../../errors.ts";
import type { Counterpart, Pause, PreviewRequest } from "../connector.ts";
import type { Document } from "../documents.ts";
import type { Account } from "./account.ts";
import { ACCEPT, type Send } from "./client.ts";
import { foundCounterpart, writtenCounterpart } from "./counterpart.ts";
import { showJson } from "./exact-json.ts";
import { readRecord } from "./read-record.ts";
import type { NetSuiteSettings } from "./settings.ts";
import { writeRequest, writtenRecord } from "./write-record.ts";

interface PutContext {
  send: Send;
  settings: NetSuiteSettings;
  pause: Pause;
}

const CLASH_DELAY_MS = 500;

/**
 * One upsert, once more if someone else saved the record meanwhile, then one look at what came of
 * it: NetSuite does not promise a Location on PUT, and only lines that are read back have numbers.
 */
export async function putDocument(
  document: Document,
  { send, settings, pause }: PutContext,
): Promise<Counterpart> {
  const written = writtenRecord(document, settings);
  const request = writeRequest(document, written);
  try {
    await send(request);
  } catch (error) {
    if (!isRefusal(error, "record_changed")) throw error;
    await pause(CLASH_DELAY_MS);
    const there = await readRecord(send, document);
    const found = there && foundCounterpart(document, written, there);
    if (found?.isCurrent) return { id: found.id, number: found.number, lines: found.lines };
    await send(request);
  }
  return writtenCounterpart(document, written, await readBack(send, document));
}

/**
 * From here on the document is written: whatever goes wrong, it must be looked up before it is
 * written again.
 */
async function readBack(send: Send, document: Document) {
  try {
    const read = await readRecord(send, document);
    if (read) return read;
  } catch (error) {
    if (!(error instanceof RemoteError) || error instanceof CredentialsRefusedError) throw error;
    const { reason, retryAt, remoteStatus, remoteCode } = error;
    throw new UnknownOutcomeError(
      {
        system: "NetSuite",
        reason: `took ${document.reference} but did not say what came of it: ${reason}`,
        retryable: true,
        hasEnded: true,
        retryAt,
        remoteStatus,
        remoteCode,
      },
      { cause: error },
    );
  }
  throw new UnknownOutcomeError({
    system: "NetSuite",
    reason: `took ${document.reference} but does not find it yet`,
    retryable: true,
    hasEnded: true,
  });
}

/** The requests that this would make, without credentials. */
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
