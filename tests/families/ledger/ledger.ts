import { setTimeout as pauseFor } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { Decimal } from "decimal.js";
import type {
  ConnectorSetUp,
  Counterpart,
  PayablesConnector,
  Standing,
} from "../../../server/connectors/connector.ts";
import type { Document, OrderLine } from "../../../server/connectors/documents.ts";
import { credentialsSchema } from "../../../server/connectors/field-schemas.ts";
import type { Entered } from "../../../server/connectors/fields.ts";
import { nameKey } from "../../../server/connectors/same-name.ts";
import type { System } from "../../../server/connectors/system.ts";
import type { VendorAtHand } from "../../../server/connectors/vendor-match.ts";
import { CredentialsRefusedError } from "../../../server/errors.ts";
import { billPayments, type Change, type Debit, pageOf } from "./answers.ts";
import type { Entry, Kept } from "./books.ts";
import { type Asking, client, type Pause } from "./client.ts";
import { credentials, documents, payment, refusals, settings } from "./description.ts";

/** A throw-away ERP: all that the product would need to know of it. */
export const ledger: System = {
  id: "ledger",
  name: "The Ledger",
  role: "erp",
  callsAtOnce: 3,
  documents,
  payment,
  credentials,
  settings,
  refusals,
  addressOf: ({ address = "" }) => new URL(address),
  isOwnAddress: ({ protocol, hostname }) =>
    protocol === "https:" && hostname.endsWith(".ledger.example"),
  accountOf: ({ book = "" }) => book,
  webUrl: ({ address }, kind, id) => `${address}/pages/${kind}/${id}`,
  connect: (setUp) => connectLedger(setUp),
};

interface Chosen extends Partial<Record<"journal" | "mark", string | null>> {
  markOfProject?: Record<string, string>;
}
type Held = Omit<Standing, "state" | "lines"> & {
  lines: (NonNullable<Entry["lines"]>[number] & { description?: string })[];
  numbers: Kept["lines"];
};
type Answer = Pick<Kept, "id" | "number" | "lines" | "body">;
export function connectLedger(
  { credentials: typed, settings: chosen, lane, beforeWrite }: ConnectorSetUp,
  pause: Pause = pauseFor,
): PayablesConnector {
  const entered = readCredentials(typed);
  const own = (chosen ?? {}) as Chosen;
  const ask = client(entered, { lane, beforeWrite, pause });
  const read = ({ kind, reference }: Pick<Document, "kind" | "reference">) =>
    ask<Answer>({ method: "GET", path: `/entries/${kind}/${reference}` });
  const creditors = async () => (await ask<Kept[]>({ method: "GET", path: "/creditors" })) ?? [];
  const putting = (document: Document): Asking => ({
    method: "PUT",
    path: `/entries/${document.kind}/${document.reference}`,
    body: entryOf(document, own),
  });

  return {
    name: ledger.name,
    async check() {
      const journal =
        (await ask<{ id: string; name: string }[]>({ method: "GET", path: "/journals" })) ?? [];
      return { summary: `Book ${entered.book}`, choices: { journal } };
    },
    async find(document) {
      const found = await read(document);
      const wanted = JSON.parse(JSON.stringify(entryOf(document, own))) as Entry;
      return found && { ...counterpart(found), isCurrent: isDeepStrictEqual(found.body, wanted) };
    },
    async lookUp(document) {
      const found = await read(document);
      return found && { id: found.id, number: found.number };
    },
    async put(document) {
      return counterpart((await ask<Answer>(putting(document))) as Answer);
    },
    preview(document) {
      const { method, path, body } = putting(document);
      const headers = { "content-type": "application/json" };
      return Promise.resolve([{ method, url: `${entered.address}${path}`, headers, body }]);
    },
    payables: {
      async findVendor(vendor) {
        const ours = await read(vendor);
        if (ours) return { counterpart: counterpart(ours), closed: undefined };
        const alike = (await creditors()).filter(
          ({ body: { name = "" } }) => nameKey(name) === nameKey(vendor.name),
        );
        const named = alike.filter(({ body: { name = "" } }) => plain(name) === plain(vendor.name));
        const active = named.filter(({ isActive }) => isActive);
        if (active.length === 1) return { counterpart: counterpart(active[0]!), closed: undefined };
        if (alike.length === 0) return undefined;
        return { candidates: alike.map((one) => ({ ...atHand(one), why: "perhaps the same" })) };
      },
      async vendorAt(id) {
        const found = (await creditors()).find((one) => one.id === id);
        return found && atHand(found);
      },
      async findTwins({ vendorId, number, numbers, reference }) {
        const found: Kept[] = [];
        const wanted = [number, numbers[0] ?? number].map((one) => one.toLowerCase());
        for (const one of new Set(wanted)) {
          const path = `/debits?creditor=${vendorId}&number=${encodeURIComponent(one)}`;
          found.push(...((await ask<Kept[]>({ method: "GET", path })) ?? []));
        }
        return found.filter((one) => one.reference !== reference).map(twinOf);
      },
      async *changesSince(cursor, begin) {
        const since = cursor === undefined ? begin.getTime() : 0;
        for (let after = cursor ?? "0"; ;) {
          const path = `/changes?after=${after}&since=${since}`;
          const changes = (await ask<Change[]>({ method: "GET", path })) ?? [];
          const last = changes.at(-1);
          if (!last) return;
          after = String(last.place);
          yield pageOf(changes, after);
        }
      },
      async standingsOf(written) {
        if (written.length === 0) return [];
        const path = `/standings?entries=${written.map(({ id }) => id).join(",")}`;
        const found = (await ask<Held[]>({ method: "GET", path })) ?? [];
        const before = new Map(written.map((one) => [one.id, one.written as Entry["lines"]]));
        return found.map(({ lines, numbers, ...entry }) => ({
          ...entry,
          lines: lines.map(({ key, description = "", amount }) => ({
            line: numbers[key] ?? key,
            description,
            amount,
          })),
          state: "open",
          remark: moved(before.get(entry.id), lines),
        }));
      },
      async paymentsOf(billIds) {
        if (billIds.length === 0) return [];
        const path = `/payouts?debits=${billIds.join(",")}`;
        return ((await ask<Debit[]>({ method: "GET", path })) ?? []).map(billPayments);
      },
    },
  };
}

function readCredentials(typed: unknown): Entered {
  const read = credentialsSchema(credentials.fields).safeParse(typed);
  if (read.success) return read.data;
  const reason = "the book, its key or its address is missing";
  throw new CredentialsRefusedError({ system: ledger.name, reason, retryable: false });
}

const twinOf = (kept: Kept) => {
  const { id, number, reference } = kept;
  return { id, number, reference, total: counterpart(kept).total ?? "0.00" };
};

/** Lines go by our own ids: whatever else changes, the Ledger knows them again. */
function entryOf(document: Document, chosen: Chosen): Entry {
  if (document.kind === "vendor") {
    const { kind, name, email, phone } = document;
    return { kind, name, email, phone };
  }
  const { kind, number, vendorId, date = null } = document;
  const { journal = null } = chosen;
  const projectId = document.lines[0]?.project?.id ?? "";
  const mark = chosen.markOfProject?.[projectId] ?? chosen.mark ?? null;
  const { currency = null } = document;
  const entry = { kind, number, vendorId, date, currency, journal, mark };
  if (document.kind === "bill") {
    const lines = document.lines.map((line) => lineOf(line, line.net));
    return { ...entry, words: document.memo, lines };
  }
  const lines = document.lines.map((line) => lineOf(line, line.amount));
  return { ...entry, words: "title" in document ? document.title : document.memo, lines };
}

function lineOf({ id, description }: Pick<OrderLine, "id" | "description">, amount: string) {
  return { key: id, description, amount };
}

function counterpart({ id, number, lines, body }: Answer): Counterpart {
  const total = body.lines
    ?.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0))
    .toFixed(2);
  const { currency, vendorId } = body;
  return {
    id,
    number,
    lines,
    total,
    currency: currency ?? undefined,
    vendorId,
    written: body.lines,
  };
}

function moved(written: Entry["lines"], there: Entry["lines"]): string | undefined {
  const now = new Map(there?.map(({ key, amount }) => [key, amount]));
  const other = written?.find(({ key, amount }) => now.get(key) !== amount);
  if (!other) return undefined;
  const { key, amount } = other;
  return `line ${key} comes to ${now.get(key)} in the Ledger and to ${amount} in Procore`;
}

const plain = (name: string) => name.trim().toLowerCase();

function atHand({ id, number, body: { name = "" }, isActive }: Kept): VendorAtHand {
  const closed = isActive ? undefined : "The Ledger refuses what is written for it.";
  return { id, number, name, closed };
}
