import { type Document, type DocumentKind, documentKinds } from "../connectors/documents.ts";
import type { ChangedSince } from "../procore/changed-since.ts";
import type { ProcoreClient } from "../procore/client.ts";
import type { Origin, OriginsTold } from "../procore/origin.ts";
import type { SyncRecord } from "../store/records.ts";
import type { Field } from "./field.ts";
import type { PreviewRow, Subject } from "./subject.ts";

/**
 * What a Procore record of one kind is to us. All that depends on the kind of a record stands in one
 * of these; the other rooms ask here and know no kind by name.
 *
 * What is called here with a snapshot gets one that `fetch` or `parse` has made.
 */
export interface Kind<Snapshot extends AnySnapshot = AnySnapshot> {
  /** In the database, on the wire and in our references: never changed. */
  readonly name: string;
  readonly words: KindWords;
  /** Where Procore keeps it: in a project, or in the company itself. */
  readonly scope: "company" | "project";
  /** The tool in Procore whose permission opens it. */
  readonly tool: string;
  /**
   * Looked at only once another record needs it, created in the ERP where it is missing, and the
   * ERP's own afterwards. Vendors are.
   */
  readonly isMasterData: boolean;
  /** Does Procore send a webhook when one changes? If not, a poll finds it and a push looks first. */
  readonly hasWebhook: boolean;
  /** What it may be in an ERP's books. */
  readonly documents: readonly DocumentKind[];
  /** Procore's webhook resources that speak of it. */
  readonly resources: Resource[];
  /** How people call one: `SC-014`, `invoice 0007`, `vendor Acme Steel`. */
  label(head: Pick<Head, "number" | "title">): string;
  /** Its line in a list: `SC-014 · Structural steel`. */
  listed(head: Pick<Head, "number" | "title">): string;
  /** Newest state; undefined when it is gone or out of the app's reach. */
  fetch(procore: ProcoreClient, request: ReadRequest<Snapshot>): Promise<Snapshot | undefined>;
  /** Does Procore's list still have it? Asked before a record that cannot be shown counts as deleted. */
  isListed(procore: ProcoreClient, request: ReadRequest<Snapshot>): Promise<boolean>;
  /** What changed in a project, a page at a time. Missing: it is not polled for. */
  listChanged?(procore: ProcoreClient, where: ChangedSince): AsyncIterable<ListPage<Snapshot>>;
  /**
   * Ids of all that a project has, a page at a time. Missing where a webhook says what is deleted.
   */
  listIds?(procore: ProcoreClient, where: ListedPlace): AsyncIterable<string[]>;
  /** What Procore keeps beside it, and what may change while the record itself does not. */
  readonly parts?: Parts<Snapshot>;
  /** The version of snapshots that are read whole: only of these a document is made. */
  readonly wholeVersion: number;
  /** Reads what the database holds, however old; throws what zod throws when that is no snapshot. */
  parse(stored: unknown): Snapshot;
  /** What the record is called and where it belongs. */
  head(snapshot: Snapshot): Head;
  /** All that `fields` may have, with the version of snapshots that is enough to know it. */
  readonly compared: Readonly<Record<string, number>>;
  /** What people look at, in the order they read it. Its changes are activities. */
  fields(snapshot: Snapshot): Field[];
  /** May it be sent? `status` is Procore's own word. */
  approval(snapshot: Snapshot): Approval;
  /** Why there is nothing of it to send, in a clause; undefined where there is. */
  nothingToSend?(snapshot: Snapshot): string | undefined;
  /** What has to be in the ERP before it, the first need first. */
  needs(snapshot: Snapshot): Need[];
  /** What an ERP is to hold of it. Throws an AppError that says why there is no such document. */
  document(subject: Subject<Snapshot>): Document;
  /** Rows that a preview has beside those of every document. */
  preview?(snapshot: Snapshot, document: Document): PreviewRow[];
  /** Tells Procore of counterparts, all of one project or of the company itself. */
  tell(procore: ProcoreClient, place: ProjectPlace, told: OriginToTell[]): Promise<OriginsTold>;
}

export interface Parts<Snapshot> {
  /**
   * How those of a whole project stand, by the id of their record: two texts differ where something
   * was added, changed or deleted. Undefined where Procore shows none.
   */
  states(procore: ProcoreClient, where: ListedPlace): Promise<Map<string, string> | undefined>;
  /** The same of what was read; null when that did not show them. */
  stateOf(snapshot: Snapshot): string | null;
}

/** What every snapshot has. */
export interface AnySnapshot {
  updatedAt: Date;
  /** As Procore says it, if it does. */
  createdAt?: Date | undefined;
  /**
   * How much of the record it holds. A list that shows heads alone makes snapshots of version 0,
   * which are not complete enough to be sent.
   */
  version: number;
}

export interface KindWords {
  /** "commitment", "commitments". */
  one: string;
  many: string;
  /** Procore's own name of the type, in lists: "Requisition". */
  type: string;
  /** For those who choose what syncs: "Requisitions, once approved in Procore". */
  about: string;
}

export interface Resource {
  /** As Procore writes it. */
  name: string;
  /** Of a part, such as a line: the resource that changes with it. */
  isPartOf?: string;
  /** Procore's list of resources did not have it when this was written; read if it ever comes. */
  isUnheardOf?: true;
}

/** Where a record is found in Procore. */
export interface Place {
  companyId: string;
  kind: string;
  procoreId: string;
  projectId: string | null;
}

export interface ReadRequest<Snapshot> {
  place: Omit<Place, "kind">;
  /** What was seen last; saves a call. */
  known?: Snapshot | undefined;
  signal?: AbortSignal | undefined;
}

export interface ListPage<Snapshot = AnySnapshot> {
  rows: Listed<Snapshot>[];
  /** Hand it back as `where.resume` to go on after this page. */
  resume: string;
}

/** One row of a list of changes. */
export interface Listed<Snapshot = AnySnapshot> {
  procoreId: string;
  updatedAt: Date;
  deletedAt: Date | undefined;
  /** As the list shows it. Undefined when that is not enough to remember how it stood. */
  snapshot: Snapshot | undefined;
}

export interface Head {
  number: string;
  title: string;
  /** Procore's id of the vendor; null where there is none. */
  vendorId: string | null;
  /** The record under which people find it (a commitment, for its invoices and for itself). */
  parent: RecordKey | null;
  /** What it is in an ERP's books. */
  document: DocumentKind;
  /** ISO 4217, where Procore says it of the record itself. */
  currency?: string | undefined;
}

/** `commitment:562949953421312`: a kind and an id, since two kinds may have one id. */
export type RecordKey = string;

export const keyOf = ({ kind, procoreId }: Pick<Place, "kind" | "procoreId">): RecordKey =>
  `${kind}:${procoreId}`;

export function idIn(key: RecordKey): string {
  return key.slice(key.indexOf(":") + 1);
}

export interface Approval {
  isApproved: boolean;
  status: string;
  /** Nothing more is to happen with it. */
  isClosed?: boolean;
}

export interface Need {
  kind: string;
  /** Undefined: nobody has chosen one in Procore. */
  procoreId: string | undefined;
  /** Reads on from "Waits for" when there is none to be had. */
  missing: string;
  /** Ids of lines that the other's document must have in the ERP by then. */
  lines: string[];
}

/** Is all read that a document needs? */
export function isWhole(kind: Kind, stored: unknown): boolean {
  return kind.parse(stored).version >= kind.wholeVersion;
}

export interface ProjectPlace {
  companyId: string;
  projectId: string | null;
  signal?: AbortSignal | undefined;
}

export type ListedPlace = ProjectPlace & { projectId: string };

export interface OriginToTell {
  origin: Origin;
  record: Pick<SyncRecord, "document" | "parent">;
}

/** Our own id of a record in any ERP: the same for ever, so that a repeated write meets itself. */
export function referenceOf({ kind, procoreId }: Pick<Place, "kind" | "procoreId">): string {
  return `crosstie-${kind}-${procoreId}`;
}

export const isOurReference = (reference: string | undefined) =>
  reference?.startsWith("crosstie-") ?? false;

/** What a stored record is in an ERP's books. */
export function documentKindOf({ document }: { document: string }): DocumentKind {
  const kind = documentKinds.find((one) => one === document);
  if (!kind) throw new TypeError(`there is no document named ${document}`);
  return kind;
}
