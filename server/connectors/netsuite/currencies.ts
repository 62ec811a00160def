import { z } from "zod";
import { RemoteError } from "../../errors.ts";
import type { Known } from "../connector.ts";
import type { BillDocument, CreditDocument, Document, OrderDocument } from "../documents.ts";
import type { Send } from "./client.ts";
import { currencyDiffers, orderCurrencyDiffers, permissionMissing } from "./own-refusals.ts";
import { readRecord, type ReadRecord } from "./read-record.ts";
import { isClosedTable, type SuiteQl } from "./suiteql.ts";
import type { PartialRecord } from "./write-record.ts";

type Id = string | null | undefined;

export interface Currencies {
  /** Rejects with a RemoteError if vendor or order has another currency. Empty: no such field. */
  written(document: Document, known?: Known): Promise<Pick<PartialRecord, "currency">>;
  /** ISO 4217 by NetSuite's id; undefined: the role may not see it. */
  naming(ids: Id[]): Promise<(id: Id) => string | undefined>;
  forget(): void;
}

const Row = z.object({ id: z.string(), symbol: z.string().trim().toUpperCase() });
type Row = z.output<typeof Row>;

interface Kept {
  rows: Row[];
  /** `vendor 12 USD` → what is written of the currency. */
  taken: Map<string, Pick<PartialRecord, "currency">>;
}
const byAccount = new Map<string, Kept>();

type InCurrency = (OrderDocument | BillDocument | CreditDocument) & { currency: string };

export function currencies(send: Send, suiteql: SuiteQl, account: string): Currencies {
  const kept = () => byAccount.get(account) ?? { rows: [], taken: new Map() };

  async function reload(): Promise<void> {
    const rows = await readRows(suiteql);
    byAccount.set(account, { ...kept(), rows });
  }

  async function withIso(iso: string): Promise<Row | undefined> {
    const find = () => kept().rows.find(({ symbol }) => symbol === iso);
    if (!find()) await reload();
    return find();
  }

  const naming: Currencies["naming"] = async (ids) => {
    const nameOf = (id: Id) => kept().rows.find((row) => row.id === id)?.symbol;
    if (ids.some((id) => id && nameOf(id) === undefined)) await reload();
    return nameOf;
  };

  async function agreed(
    document: InCurrency,
    { hasField, ids, words }: Holder,
  ): Promise<Row | undefined> {
    const row = await withIso(document.currency);
    const { rows } = kept();
    // With one currency only, NetSuite hides the field and refuses it.
    if (!hasField) {
      if (rows.length > 0 && !row) throw differs(document, ofAccount(rows));
      return undefined;
    }
    if (rows.length === 0) throw unseen(document);
    if (!row) throw differs(document, ofAccount(rows));
    if (!ids || ids.includes(row.id)) return row;
    const nameOf = await naming(ids);
    throw differs(document, `${words} ${ids.map((id) => nameOf(id) ?? id).join(", ")}`);
  }

  return {
    naming,
    async written(document, known) {
      if (!isInCurrency(document)) return {};
      const before = await asBefore(document, known, naming);
      if (before) return before;
      const name = askedOf(document);
      // In a preview, the vendor or order may not exist yet.
      if (name === undefined) return referTo(await withIso(document.currency));
      const key = `${name} ${document.currency}`;
      const taken = kept().taken.get(key);
      if (taken) return taken;
      const there = await readHolder(send, document);
      if (!there) return referTo(await withIso(document.currency));
      const written = referTo(await agreed(document, there));
      const now = kept();
      now.taken.set(key, written);
      byAccount.set(account, now);
      return written;
    },
    forget() {
      byAccount.delete(account);
      suiteql.forgetMissing();
    },
  };
}

const referTo = (row: Row | undefined) => (row ? { currency: { id: row.id } } : {});

const isInCurrency = (document: Document): document is InCurrency =>
  document.kind !== "vendor" && document.currency !== undefined;

async function readRows(suiteql: SuiteQl): Promise<Row[]> {
  try {
    const sql = () => "select c.id, c.symbol from currency c order by c.id";
    return await suiteql.all({ row: Row, sql });
  } catch (error) {
    if (isClosedTable(error)) return [];
    throw error;
  }
}

const Before = z.object({
  entity: z.object({ id: z.string() }),
  currency: z.object({ id: z.string() }),
});

/** NetSuite took this currency for this vendor before: nothing is read again. */
async function asBefore(
  document: InCurrency,
  known: Known | undefined,
  naming: Currencies["naming"],
): Promise<Pick<PartialRecord, "currency"> | undefined> {
  const { data } = Before.safeParse(known?.written);
  if (data?.entity.id !== document.vendorId) return undefined;
  const { currency } = data;
  const nameOf = await naming([currency.id]);
  return nameOf(currency.id) === document.currency ? { currency } : undefined;
}

/** In a preview, words stand in place of the id of a record that does not exist yet. */
export const isInternalId = (id: string) => /^-?\d+$/.test(id);

function askedOf(document: InCurrency): string | undefined {
  const id = document.kind === "bill" ? document.orderId : document.vendorId;
  return isInternalId(id) ? `${document.kind === "bill" ? "order" : "vendor"} ${id}` : undefined;
}

interface Holder {
  hasField: boolean;
  /** Undefined: NetSuite does not show them all. */
  ids: string[] | undefined;
  words: string;
}

/** An order is in one of its vendor's currencies, a bill in its order's. Undefined: it is gone. */
async function readHolder(send: Send, document: InCurrency): Promise<Holder | undefined> {
  const { reference, vendorId } = document;
  if (document.kind === "bill") {
    const { orderId, orderKind } = document;
    const order = await readRecord(send, { kind: orderKind, reference }, orderId);
    const words = `its purchase order ${order?.tranId ?? orderId} is in`;
    return order && holder(order, words, []);
  }
  const vendor = await readRecord(send, { kind: "vendor", reference }, vendorId);
  const name = vendor?.companyName ?? vendor?.entityId ?? vendorId;
  return vendor && holder(vendor, `its vendor ${name} has`, vendor.currencyList?.items);
}

function holder(
  { currency }: ReadRecord,
  words: string,
  listed: { currency?: string | null | undefined }[] | undefined,
): Holder {
  const others = listed?.flatMap((item) => item.currency ?? []);
  return {
    hasField: Boolean(currency) || Boolean(others?.length),
    ids: others && [...new Set([...(currency ? [currency] : []), ...others])],
    words,
  };
}

const ofAccount = (rows: Row[]) => `the account has ${rows.map(({ symbol }) => symbol).join(", ")}`;

function differs({ kind, number, currency }: InCurrency, there: string): RemoteError {
  return new RemoteError({
    system: "NetSuite",
    reason: `${number} is in ${currency} in Procore, and ${there} in NetSuite.`,
    retryable: false,
    refusal: kind === "bill" ? orderCurrencyDiffers : currencyDiffers,
  });
}

function unseen({ number }: InCurrency): RemoteError {
  return new RemoteError({
    system: "NetSuite",
    reason: `${number} was not sent: the account has several currencies, and the integration's role may not read them: currency (Lists > Currency).`,
    retryable: false,
    refusal: permissionMissing,
  });
}
