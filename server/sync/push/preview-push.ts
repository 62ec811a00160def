import type { Connector, Counterpart, Known, PreviewRequest } from "../../connectors/connector.ts";
import type { Document, VendorDocument } from "../../connectors/documents.ts";
import type { VendorMatch } from "../../connectors/vendor-match.ts";
import { inCompany } from "../../database/scope.ts";
import { AppError, RemoteError } from "../../errors.ts";
import { kindOf } from "../../kinds/index.ts";
import type { Connection } from "../../store/connections.ts";
import type { SyncRecord } from "../../store/records.ts";
import { completeRecord } from "../detect/read-record.ts";
import { numberTwice } from "../explain-failure.ts";
import { openConnector } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { besideOf } from "./beside.ts";
import { sameInvoice, withNumber } from "./bill-number.ts";
import { type Circumstances, circumstancesOf, decide, sentenceOf, wordOf } from "./decide.ts";
import { type Dependency, findBlocking, neededByKind, readDependencies } from "./dependencies.ts";
import { isLinked, linkedNote } from "./link-document.ts";
import { knownOf } from "./prepare-push.ts";
import { onceWritten, withLines } from "./preview-coming.ts";
import { type DocumentWords, whichOf, wordsOfDocument } from "./preview-words.ts";
import { connectionOf, readyChildren } from "./request-push.ts";
import { matchOf } from "./write-vendor.ts";

export interface PushPreview {
  documents: (DocumentWords & Shown)[];
  blockers: string[];
}

interface Shown {
  requests: PreviewRequest[];
  whyNoRequests: string | null;
}

interface Preview {
  connection: Connection;
  connector: Connector;
  circumstances: Circumstances;
  /** By record id: what the ERP lacks today and has by the time that a document needs it. */
  coming: Map<string, SyncRecord>;
  documents: { document: Document; known: Known | undefined; words: DocumentWords }[];
  blockers: Set<string>;
}

/** First what the record needs, then the record, then the records under it that may go. */
export async function previewPush(parts: SyncParts, asked: SyncRecord): Promise<PushPreview> {
  const connection = await connectionOf(parts, asked);
  const record = await completeRecord(parts, connection, asked);
  const { circumstances, children } = await inCompany(
    parts.db,
    record.companyId,
    async (scope) => ({
      circumstances: await circumstancesOf(scope, record, connection),
      children: await readyChildren(scope, record, connection),
    }),
  );
  const preview: Preview = {
    connection,
    connector: openConnector(parts, connection),
    circumstances,
    coming: new Map(),
    documents: [],
    blockers: new Set(),
  };
  if (record.status !== "success") {
    const decision = decide({ ...record, isRequested: true }, circumstances);
    if (!decision.isReady) preview.blockers.add(sentenceOf(decision));
    await addRecord(parts, preview, record);
  }
  for (const child of children) await addRecord(parts, preview, child);
  const documents = [];
  for (const { document, known, words } of preview.documents) {
    documents.push({ ...words, ...(await requestsFor(preview, document, known)) });
  }
  return { documents, blockers: [...preview.blockers] };
}

async function requestsFor(
  { connector, blockers }: Preview,
  document: Document,
  known: Known | undefined,
): Promise<Shown> {
  if ("numbers" in document && known && isLinked(known)) {
    return { requests: [], whyNoRequests: linkedNote(document) };
  }
  try {
    return { requests: await connector.preview(document, known), whyNoRequests: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const whyNoRequests = isSilent(error)
      ? `${connector.name} did not answer, so what would be sent cannot be shown to the last field now. Open Preview again later.`
      : null;
    if (!whyNoRequests) blockers.add(error.message);
    return { requests: [], whyNoRequests };
  }
}

const isSilent = (error: unknown) => error instanceof RemoteError && error.retryable;

async function addRecord(parts: SyncParts, preview: Preview, record: SyncRecord): Promise<void> {
  const dependencies = await readDependencies(parts, record);
  if ("blocked" in dependencies) {
    preview.blockers.add(`Waits for ${dependencies.blocked.waiting}.`);
    return;
  }
  const found: Dependency[] = [];
  for (const dependency of dependencies.found) {
    found.push({ ...dependency, record: await onceSent(parts, preview, dependency) });
  }
  const blocked = findBlocking(found);
  if (blocked) preview.blockers.add(`Waits for ${blocked.waiting}.`);
  else await addDocument(parts, preview, record, found);
}

async function addDocument(
  { db }: SyncParts,
  preview: Preview,
  record: SyncRecord,
  needed: Dependency[],
): Promise<void> {
  const { blockers, circumstances, coming, connection, documents } = preview;
  const kind = kindOf(record);
  const snapshot = kind.parse(record.snapshot);
  const { project } = circumstances;
  const beside = await inCompany(db, record.companyId, (scope) =>
    besideOf(scope, record, connection),
  );
  const made = { record, needed: neededByKind(needed), project, ...beside };
  const whole = orBlocker(() => kind.document({ ...made, snapshot }), blockers);
  if (!whole) return;
  const { document, other } = await inCompany(db, record.companyId, async (scope) => {
    const numbered = await withNumber(scope, record, whole);
    const isFirst = record.erpId === null;
    return {
      document: numbered,
      other: isFirst ? await sameInvoice(scope, record, numbered) : undefined,
    };
  });
  if (other && "number" in document) {
    const { title, detail } = numberTwice({
      number: document.number,
      other,
      system: preview.connector.name,
      now: new Date(),
    });
    blockers.add(`${title}. ${detail}`);
  }
  const { system } = connection;
  const words = wordsOfDocument({ document, record, snapshot, needed: made.needed, system });
  documents.push({ document, known: knownOf(record), words });
  coming.set(record.recordId, onceWritten(record, document, connection));
}

async function onceSent(
  parts: SyncParts,
  preview: Preview,
  { record, need }: Dependency,
): Promise<SyncRecord> {
  const { blockers, coming, connection, connector } = preview;
  const known = coming.get(record.recordId) ?? record;
  if (!kindOf(known).isMasterData || known.erpId) return withLines(known, need.lines, coming);
  const kind = kindOf(known);
  const subject = { record, snapshot: kind.parse(record.snapshot), needed: {}, project: undefined };
  const document = kind.document(subject);
  const match = document.kind === "vendor" && (await matchIn(parts, preview, { record, document }));
  if (match) {
    const isFound = "counterpart" in match;
    if (!isFound) blockers.add(whichOf(match.candidates, known, connector.name));
    else if (match.closed !== undefined) blockers.add(`${known.title}: ${match.closed}`);
    const word = wordOf(known, connection.system);
    const erpId = isFound ? match.counterpart.id : `id of the ${word}, once it is chosen`;
    const there = { ...known, erpId };
    coming.set(record.recordId, there);
    return there;
  }
  if (!connection.settings.createVendors) {
    blockers.add(
      `${connector.name} has no ${kind.words.one} for ${known.title}, and creating ${kind.words.many} is switched off.`,
    );
  }
  await addDocument(parts, preview, known, []);
  return coming.get(record.recordId) ?? known;
}

async function matchIn(
  parts: SyncParts,
  { blockers, connector }: Preview,
  of: { record: SyncRecord; document: VendorDocument },
): Promise<VendorMatch<Pick<Counterpart, "id">>> {
  try {
    return await matchOf(parts, connector, of);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { name } = of.document;
    const silence = `${connector.name} did not answer whether it has ${name}. Open Preview again later.`;
    blockers.add(isSilent(error) ? silence : error.message);
    return { counterpart: { id: `id of ${name}` }, closed: undefined };
  }
}

/** A document that cannot be made (no item for its lines, say) becomes a blocker. */
function orBlocker<Written>(write: () => Written, blockers: Set<string>): Written | undefined {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    blockers.add(error.message);
    return undefined;
  }
}
