import {
  type Document,
  type DocumentKind,
  documentKinds,
  type RetainageForm,
} from "../connectors/documents.ts";
import type { Actor } from "../procore/actor.ts";
import type { ChangedSince } from "../procore/changed-since.ts";
import type { ProcoreClient } from "../procore/client.ts";
import type { Origin, OriginsTold } from "../procore/origin.ts";
import type { SyncRecord } from "../store/records.ts";
import type { Field } from "./field.ts";
import type { BillingFigures, ContractFigures } from "./figures.ts";
import type { PreviewRow, Subject } from "./subject.ts";

/** Other folders know no kind by name. A snapshot comes from `fetch`, a list or `parse`. */
export interface Kind<Snapshot extends AnySnapshot = AnySnapshot> {
  /** Never changed: the database, the API and our references use it. */
  readonly name: string;
  readonly words: KindWords;
  readonly scope: "company" | "project";
  /** The Procore tool with the permission that opens it. */
  readonly tool: string;
  /** Read only if another record needs it, created in the ERP if missing, then the ERP's own. */
  readonly isMasterData: boolean;
  /** Without a webhook, a poll finds changes and a push reads the record first. */
  readonly hasWebhook: boolean;
  readonly documents: readonly DocumentKind[];
  readonly resources: Resource[];
  /** `SC-014`, `invoice 0007`, `vendor Acme Steel`. */
  label(head: Pick<Head, "number" | "title">): string;
  /** Its page in Procore, from the root of the host. Undefined: there is none to lead to. */
  page?(of: PageOf): string | undefined;
  /** In a list: `SC-014 · Structural steel`. */
  listed(head: Pick<Head, "number" | "title">): string;
  /** Undefined: it is gone or out of the app's reach. */
  fetch(procore: ProcoreClient, request: ReadRequest<Snapshot>): Promise<Snapshot | undefined>;
  /** Who changed or made it, where no webhook says. A name; undefined: nobody can tell. */
  changedBy?(
    procore: ProcoreClient,
    request: ReadRequest<Snapshot> & { seen: Snapshot },
  ): Promise<string | undefined>;
  /** What of a project a person sees, asked with their own token: all under it is theirs to see. */
  listSeenBy?(procore: ProcoreClient, where: ListedPlace & { as: Actor }): Promise<RecordKey[]>;
  /** Asked before a record that cannot be read counts as deleted. */
  isListed(procore: ProcoreClient, request: ReadRequest<Snapshot>): Promise<boolean>;
  /** Missing: no poll for this kind. */
  listChanged?(procore: ProcoreClient, where: ChangedSince): AsyncIterable<ListPage<Snapshot>>;
  /** Ids of all that a project has. Missing if a webhook says what is deleted. */
  listIds?(procore: ProcoreClient, where: ListedPlace): AsyncIterable<string[]>;
  /** What Procore keeps beside the record: it may change while the record does not. */
  readonly parts?: Parts<Snapshot>;
  /** A document is made only of snapshots of at least this version. */
  readonly wholeVersion: number;
  /** Reads any stored version. Throws a ZodError if it is no snapshot. */
  parse(stored: unknown): Snapshot;
  head(snapshot: Snapshot): Head;
  /** Names of all `fields`, each with the lowest snapshot version that knows it. */
  readonly compared: Readonly<Record<string, number>>;
  /** In the order in which people read them. Their changes are activities. */
  fields(snapshot: Snapshot): Field[];
  approval(snapshot: Snapshot): Approval;
  /** In a clause: why there is nothing to send. */
  nothingToSend?(snapshot: Snapshot, retainage: RetainageForm): string | undefined;
  /** Of its lines that are to be in the ERP, as `Need.lines` and the document's lines name them. */
  lineKeys?(snapshot: Snapshot): string[];
  /** What must be in the ERP before it, the first need first. */
  needs(snapshot: Snapshot): Need[];
  /** Throws an AppError that says why there is no document. */
  document(subject: Subject<Snapshot>): Document;
  preview?(snapshot: Snapshot, document: Document): PreviewRow[];
  /** Of a kind that is a contract, also where only a list was read. */
  contract?(snapshot: Snapshot): ContractFigures;
  /** Parts of a contract that the ERP lacks, in words: "change order 003". */
  unsent?(snapshot: Snapshot, erpLines: Record<string, string>): string[];
  /** Of a kind that bills a contract, its parent. */
  billing?(snapshot: Snapshot): BillingFigures;
  tell(procore: ProcoreClient, place: ProjectPlace, told: OriginToTell[]): Promise<OriginsTold>;
}

export interface Parts<Snapshot> {
  /** By record id; differs once a part is added, changed or deleted. Undefined: not shown. */
  states(procore: ProcoreClient, where: ListedPlace): Promise<Map<string, string> | undefined>;
  /** The same text for a snapshot. Null: its parts were not read. */
  stateOf(snapshot: Snapshot): string | null;
  idsOf(snapshot: Snapshot): string[];
  /** Of the record and its parts, the last change. */
  changedAt(snapshot: Snapshot): Date;
}

export interface AnySnapshot {
  updatedAt: Date;
  createdAt?: Date | undefined;
  /** How much of the record it holds. 0: only a list's row, not enough to be sent. */
  version: number;
}

export interface KindWords {
  one: string;
  many: string;
  type: string;
  about: string;
}

export interface Resource {
  name: string;
  /** For a part, such as a line: the resource that changes with it. */
  isPartOf?: string;
  /** Not in Procore's list of resources when this was written; handled if it ever comes. */
  isUnheardOf?: true;
}

export interface Place {
  companyId: string;
  kind: string;
  procoreId: string;
  projectId: string | null;
}

export type PageOf = Place & {
  document: string;
  parent: RecordKey | null;
  /** The kind of document of its parent. */
  parentDocument: string | null;
};

export interface ReadRequest<Snapshot> {
  place: Omit<Place, "kind">;
  /** What was seen last; it saves a call. */
  known?: Snapshot | undefined;
  signal?: AbortSignal | undefined;
}

export interface ListPage<Snapshot = AnySnapshot> {
  rows: Listed<Snapshot>[];
  resume: string;
}

export interface Listed<Snapshot = AnySnapshot> {
  procoreId: string;
  updatedAt: Date;
  deletedAt: Date | undefined;
  /** Undefined: the list shows too little to remember how the record stood. */
  snapshot: Snapshot | undefined;
}

export interface Head {
  number: string;
  title: string;
  vendorId: string | null;
  /** The record under which people find it: the commitment, for its invoices and for itself. */
  parent: RecordKey | null;
  document: DocumentKind;
  /** ISO 4217, if Procore says it of the record itself. */
  currency?: string | undefined;
}

/** `commitment:562949953421312`: two kinds may have one id. */
export type RecordKey = string;

export const keyOf = ({ kind, procoreId }: Pick<Place, "kind" | "procoreId">): RecordKey =>
  `${kind}:${procoreId}`;

export function idIn(key: RecordKey): string {
  return key.slice(key.indexOf(":") + 1);
}

export interface Approval {
  isApproved: boolean;
  status: string;
  isClosed?: boolean;
}

export interface Need {
  kind: string;
  /** Undefined: nobody has chosen one in Procore. */
  procoreId: string | undefined;
  /** Follows "Waits for" if there is none. */
  missing: string;
  /** Ids of lines that the other's document must have in the ERP by then. */
  lines: string[];
}

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

/** Our id in any ERP. It never changes, so a repeated write finds its own record. */
export function referenceOf({ kind, procoreId }: Pick<Place, "kind" | "procoreId">): string {
  return `crosstie-${kind}-${procoreId}`;
}

export const isOurReference = (reference: string | undefined) =>
  reference?.startsWith("crosstie-") ?? false;

export function documentKindOf({ document }: { document: string }): DocumentKind {
  const kind = documentKinds.find((one) => one === document);
  if (!kind) throw new TypeError(`there is no document named ${document}`);
  return kind;
}
