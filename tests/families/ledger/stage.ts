import { http } from "msw";
import { lanes } from "../../contracts/connector/lanes.ts";
import type { ConnectorStage, LaneWatch, SentRequest } from "../../contracts/connector/stage.ts";
import { serveSystem } from "../../sandbox/core/serve.ts";
import { connectLedger, ledger } from "./ledger.ts";
import { servedBooks } from "./served-books.ts";

/** The Ledger over real HTTP, and the connector before it with a clock that does not wait. */
export async function openLedger(): Promise<ConnectorStage> {
  const sent: SentRequest[] = [];
  const pauses: number[] = [];
  const watch: LaneWatch = { peak: 0 };
  const system = servedBooks();
  const { books, limit } = system;
  const witness = http.all("*", async ({ request }) => void sent.push(await record(request)));
  const served = await serveSystem({ ...system, handlers: [witness, ...system.handlers] });
  const entered = { address: served.url, book: "main", key: system.key };
  const createVendor = (name: string) => books.put(books.next("own-"), { kind: "vendor", name }).id;

  return {
    system: ledger,
    entered,
    orderKind: "subcontract",
    connect({ lanes: count = 5, withWrongKey = false, beforeWrite } = {}) {
      const credentials = { ...entered, ...(withWrongKey && { key: "another key" }) };
      const setUp = {
        credentials,
        settings: { journal: "AP" },
        lane: lanes(count, watch),
        beforeWrite,
      };
      return connectLedger(setUp, async (ms) => void pauses.push(ms));
    },
    lanes: watch,
    pauses,
    faults: served.faults,
    calls: {
      write: { method: "PUT", path: "/entries/*" },
      readBack: undefined,
      query: { method: "GET", path: "/creditors" },
      signIn: { method: "POST", path: "*/sign-in" },
    },
    sent: () => sent,
    count: (kind) => books.kept.filter(({ body }) => body.kind === kind).length,
    lines: (_kind, id) => {
      const { body, lines = {} } = books.byId(id) ?? {};
      return (body?.lines ?? []).map(({ key, amount }) => ({ number: lines[key] ?? "", amount }));
    },
    createVendor,
    createTwin: async (name) => createVendor(name),
    deactivateVendor(id) {
      const vendor = books.byId(id);
      if (vendor) vendor.isActive = false;
    },
    editOrder(id, { vendorId, amounts }) {
      const { body } = books.byId(id) ?? {};
      if (!body) return;
      if (vendorId) body.vendorId = vendorId;
      body.lines = body.lines?.map((line, at) => ({
        ...line,
        amount: amounts?.[at] ?? line.amount,
      }));
    },
    pay: ({ billId, amount, method = "check" }) => books.pay(billId, amount, method).id,
    voidPayment: (id, traces) => books.take(id, traces === "reversal"),
    unapplyPayment: (id) => books.take(id, false),
    deletePayment: (id) => books.take(id, false),
    setClockBack: (minutes) => void (books.now = () => Date.now() - minutes * 60_000),
    signEveryoneOut: () => system.signEveryoneOut(),
    allowAtOnce: (atOnce) => void Object.assign(limit, { atOnce, latencyMs: 5 }),
    close: () => served.close(),
  };
}

async function record(request: Request): Promise<SentRequest> {
  const text = await request.clone().text();
  return {
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: text ? JSON.parse(text) : text,
    text,
  };
}
