import { seededRandom } from "../core/seeded-random.ts";
import type { Options } from "./options.ts";
import type { RecordType } from "./records/schema.ts";
import type { Refusal } from "./refusal.ts";

/** Amounts are decimal strings, dates `YYYY-MM-DD`, references and enums ids. */
export type Value = string | boolean | null | Address;
export interface Address {
  [field: string]: string | null;
}

export interface Line {
  /** Given by the account, never used again in the same record. */
  line: number;
  fields: Record<string, Value>;
}

export interface NsRecord {
  type: RecordType;
  id: string;
  externalId: string | null;
  created: string;
  modified: string;
  nextLine: number;
  fields: Record<string, Value>;
  lines: Record<string, Line[]>;
}

export interface Deletion {
  type: RecordType;
  id: string;
  name: string;
  at: string;
}

export interface KeptAccount {
  records: NsRecord[];
  deletions: Deletion[];
  /** Of each series of ids and numbers. */
  last: Record<string, number>;
}

const TRANSACTIONS: ReadonlySet<RecordType> = new Set([
  "purchaseOrder",
  "vendorBill",
  "vendorPayment",
  "journalEntry",
  "vendorCredit",
  "vendorPrepaymentApplication",
  "itemReceipt",
  "vendorPrepayment",
  "check",
  "salesOrder",
]);
export const isTransaction = (type: RecordType) => TRANSACTIONS.has(type);

/** One NetSuite account: its records, and the indexes that keep a thousand of them quick. */
export class Account {
  readonly options: Options;
  readonly deletions: Deletion[] = [];
  /** Records whose rows in SuiteQL are stale. */
  readonly touched = new Map<string, { type: RecordType; id: string }>();
  readonly random: () => number;
  #records = new Map<RecordType, Map<string, NsRecord>>();
  #externalIds = new Map<string, string>();
  #linked = new Map<string, Set<string>>();
  #refusal: Refusal | undefined;
  #last: Record<string, number> = {
    transaction: 9030,
    entity: 611,
    purchaseOrder: 10427,
    vendorPayment: 0,
    journalEntry: 0,
    check: 5000,
  };

  constructor(options: Options) {
    this.options = options;
    this.random = seededRandom(options.seed);
  }

  now(): string {
    return this.options.now().toISOString();
  }

  /** Each series counts up by itself: ids, document numbers, check numbers. */
  next(series: string): string {
    const next = (this.#last[series] ?? 0) + 1;
    this.#last[series] = next;
    return String(next);
  }

  nextId(type: RecordType): string {
    return this.next(isTransaction(type) ? "transaction" : "entity");
  }

  all(type: RecordType): NsRecord[] {
    return [...(this.#records.get(type)?.values() ?? [])];
  }

  get(type: RecordType, id: string): NsRecord | undefined {
    return this.#records.get(type)?.get(id);
  }

  transaction(id: string): NsRecord | undefined {
    for (const type of TRANSACTIONS) {
      const found = this.get(type, id);
      if (found) return found;
    }
    return undefined;
  }

  byExternalId(type: RecordType, externalId: string): NsRecord | undefined {
    const id = this.#externalIds.get(`${type}:${externalId}`);
    return id === undefined ? undefined : this.get(type, id);
  }

  /** Transactions with a line that points at this one: bills of an order, payments of a bill. */
  linkedTo(id: string): NsRecord[] {
    return [...(this.#linked.get(id) ?? [])].flatMap((linked) => this.transaction(linked) ?? []);
  }

  put(record: NsRecord): void {
    this.#unlink(this.get(record.type, record.id));
    const records = this.#records.get(record.type) ?? new Map<string, NsRecord>();
    this.#records.set(record.type, records.set(record.id, record));
    if (record.externalId) this.#externalIds.set(`${record.type}:${record.externalId}`, record.id);
    for (const document of documentsOf(record)) {
      this.#linked.set(document, (this.#linked.get(document) ?? new Set()).add(record.id));
    }
    this.touch(record);
  }

  remove(record: NsRecord, name: string): void {
    this.#unlink(record);
    this.#records.get(record.type)?.delete(record.id);
    this.deletions.push({ type: record.type, id: record.id, name, at: this.now() });
    this.touch(record);
  }

  /** What a record says about others (paid, billed, a vendor's name) is stale in their rows too. */
  touch(record: NsRecord): void {
    const mark = ({ type, id }: NsRecord) => this.touched.set(`${type}:${id}`, { type, id });
    mark(record);
    for (const document of documentsOf(record)) {
      const found = this.transaction(document);
      if (found) mark(found);
    }
    const vendor =
      typeof record.fields.entity === "string"
        ? this.get("vendor", record.fields.entity)
        : undefined;
    if (vendor && record.type !== "purchaseOrder") mark(vendor);
  }

  keep(): KeptAccount {
    return {
      records: [...this.#records.values()].flatMap((records) => [...records.values()]),
      deletions: this.deletions,
      last: this.#last,
    };
  }

  static from(options: Options, { records, deletions, last }: KeptAccount): Account {
    const account = new Account(options);
    for (const record of records) account.put(record);
    account.deletions.push(...deletions);
    account.#last = last;
    return account;
  }

  touchAll(): void {
    for (const records of this.#records.values()) {
      for (const { type, id } of records.values()) this.touched.set(`${type}:${id}`, { type, id });
    }
  }

  /** The next write is refused with this, once. */
  refuseNext(refusal: Refusal): void {
    this.#refusal = refusal;
  }

  refuseOnce(method: string): void {
    const refusal = this.#refusal;
    if (!refusal || method === "GET" || method === "OPTIONS") return;
    this.#refusal = undefined;
    throw refusal;
  }

  #unlink(before: NsRecord | undefined): void {
    if (!before) return;
    if (before.externalId) this.#externalIds.delete(`${before.type}:${before.externalId}`);
    for (const document of documentsOf(before)) this.#linked.get(document)?.delete(before.id);
    this.touch(before);
  }
}

function documentsOf(record: NsRecord): string[] {
  const documents = Object.values(record.lines).flatMap((lines) =>
    lines.flatMap(({ fields }) => [fields.doc, fields.orderDoc]),
  );
  return documents.filter((id) => typeof id === "string");
}

/** A text, reference, enum, date or amount field; empty when unset. */
export function text(record: { fields: Record<string, Value> }, field: string): string {
  const value = record.fields[field];
  return typeof value === "string" ? value : "";
}
