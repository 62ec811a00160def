import { text, type Account, type Line, type NsRecord, type Value } from "../account.ts";
import { invalidRequest, userError } from "../refusal.ts";
import { countOf } from "../rules/order-count.ts";
import { createRecord, type Saved, type Saving } from "./save-record.ts";

interface Transformation {
  target: string;
  body: Record<string, unknown>;
  saving: Saving;
}

type SentLine = Record<string, unknown>;

/**
 * `POST {type}/{id}/!transform/{target}`: an order becomes a bill of what is open for bills, or a
 * receipt of what is not received yet, a bill its payment. The body adds to it.
 */
export function transform(
  account: Account,
  source: NsRecord,
  { target, body, saving }: Transformation,
): Saved {
  const wanted = `${source.type} ${target}`.toLowerCase();
  const { advancedReceiving } = account.options;
  if (wanted === "purchaseorder vendorbill") {
    return fromOrder(account, source, { type: "vendorBill", body, saving });
  }
  if (wanted === "purchaseorder itemreceipt" && advancedReceiving) {
    return fromOrder(account, source, { type: "itemReceipt", body, saving });
  }
  if (wanted === "vendorbill vendorpayment") {
    return createRecord(
      account,
      "vendorPayment",
      {
        entity: source.fields.entity,
        apply: { items: [{ doc: source.id, apply: true }] },
        ...body,
      },
      saving,
    );
  }
  throw invalidRequest(`A ${source.type} cannot be transformed to ${target}.`);
}

/**
 * Filled in with all that is open; what the body says of a line of the order changes that line.
 * With nothing open there is nothing to make: NetSweet/netsuite has the words in its tests.
 */
function fromOrder(
  account: Account,
  order: NsRecord,
  { type, body, saving }: { type: "vendorBill" | "itemReceipt" } & Omit<Transformation, "target">,
): Saved {
  const [item, expense] = (["item", "expense"] as const).map((sublist) =>
    (order.lines[sublist] ?? []).flatMap((line) => openLine(account, order, { line, type })),
  );
  if (!item?.length && !expense?.length) {
    throw userError(`You can not initialize ${type.toLowerCase()}: invalid reference ${order.id}.`);
  }
  const isReplaced = (name: string) =>
    saving.replace?.some((one) => one.toLowerCase() === name) ?? false;
  const sent = Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const sublist = ["item", "expense"].find((one) => one === name.toLowerCase());
      return [sublist ?? name, value];
    }),
  );
  const filledIn = {
    entity: text(order, "entity"),
    ...(type === "itemReceipt" && { createdFrom: order.id }),
    ...copied(order, HEADER_CODING),
    ...sent,
    item: merged(item ?? [], sent.item, isReplaced("item")),
    expense: merged(expense ?? [], sent.expense, isReplaced("expense")),
  };
  return createRecord(account, type, filledIn, saving);
}

function openLine(
  account: Account,
  order: NsRecord,
  { line, type }: { line: Line; type: "vendorBill" | "itemReceipt" },
): SentLine[] {
  if (line.fields.isClosed === true) return [];
  const { ordered, billable, receivable } = countOf(account, order, line);
  const open = type === "vendorBill" ? billable : receivable;
  if (open.isZero() || open.isNegative() !== ordered.isNegative()) return [];
  const what = line.fields.item
    ? { item: text(line, "item"), quantity: open.toNumber(), rate: Number(text(line, "rate")) }
    : { account: text(line, "account"), amount: open.toNumber() };
  return [{ ...copied(line, LINE_CODING), ...what, orderDoc: order.id, orderLine: line.line }];
}

const HEADER_CODING = ["memo", "location", "department", "class"];
const LINE_CODING = ["description", ...HEADER_CODING];

/** The document made from an order says what the order says. */
function copied({ fields }: { fields: Record<string, Value> }, names: string[]): SentLine {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => value !== null && (names.includes(name) || /^cust(body|col)/.test(name)),
    ),
  );
}

/** A line is known by the line of the order that it was made from; an amount makes its own quantity. */
function merged(filledIn: SentLine[], sent: unknown, isReplaced: boolean): unknown {
  const items = (sent as { items?: unknown } | null | undefined)?.items;
  if (sent === undefined) return { items: filledIn };
  if (!Array.isArray(items)) return sent;
  const kept = new Set(isReplaced ? [] : filledIn);
  const changed = (items as unknown[]).map((item) => {
    if (typeof item !== "object" || item === null) return item;
    const line = item as SentLine;
    const known = filledIn.find(({ orderLine }) => String(orderLine) === String(line.orderLine));
    if (!known) return line;
    kept.delete(known);
    const { quantity: _quantity, rate: _rate, ...rest } = known;
    const isByAmount = line.amount !== undefined && line.quantity === undefined;
    return { ...(isByAmount ? rest : known), ...line };
  });
  return { items: [...changed, ...kept] };
}
