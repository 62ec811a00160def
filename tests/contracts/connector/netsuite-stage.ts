import { generateKeyPairSync } from "node:crypto";
import { http } from "msw";
import type { Document } from "../../../server/connectors/documents.ts";
import {
  netsuite as connect,
  netsuiteSystem,
} from "../../../server/connectors/netsuite/connector.ts";
import { serveSystem } from "../../sandbox/core/serve.ts";
import { netsuite } from "../../sandbox/netsuite/netsuite.ts";
import { lanes } from "./lanes.ts";
import type { ConnectorStage, LaneWatch, SentRequest } from "./stage.ts";

type Options = NonNullable<Parameters<typeof netsuite>[0]>;
interface State {
  vendor: unknown[];
  purchaseOrder: Kept[];
  vendorBill: Kept[];
  vendorCredit: Kept[];
}
interface Kept {
  id: string;
  lines: { item: { line: number; fields: { amount: string } }[] };
}

const TYPES = {
  vendor: "vendor",
  subcontract: "purchaseOrder",
  purchase_order: "purchaseOrder",
  bill: "vendorBill",
  credit: "vendorCredit",
} satisfies Record<Document["kind"], keyof State>;
export const privateKey = newKey();
const wrongKey = newKey();

export interface NetSuiteStage extends ConnectorStage {
  url: string;
  credentials: ReturnType<typeof netsuite>["credentials"];
  act(what: { do: string; [argument: string]: unknown }): unknown;
  connect(options?: {
    lanes?: number;
    withWrongKey?: boolean;
    beforeWrite?(): Promise<void>;
    settings?: object;
  }): ReturnType<typeof connect>;
}

/**
 * The NetSuite sandbox over real HTTP, and the connector before it with a clock that does not wait.
 */
export async function openNetSuite(options: Options = {}): Promise<NetSuiteStage> {
  let minutesBack = 0;
  const sent: SentRequest[] = [];
  const pauses: number[] = [];
  const watch: LaneWatch = { peak: 0 };
  // Where clocks never change: what lies some hours back lies as far back by the account's own
  // clock, on every day of the year.
  const system = netsuite({
    privateKey,
    timeZone: "America/Phoenix",
    now: () => new Date(Date.now() - minutesBack * 60_000),
    ...options,
  });
  const served = await serveSystem({
    ...system,
    handlers: [
      http.all("*", async ({ request }) => void sent.push(await record(request))),
      ...system.handlers,
    ],
  });
  const state = () => system.state() as State;
  const act = (what: { do: string; [argument: string]: unknown }) =>
    system.act(what) as Record<string, string>;
  return {
    url: served.url,
    system: netsuiteSystem,
    entered: { ...system.credentials, baseUrl: served.url },
    orderKind: "purchase_order",
    credentials: system.credentials,
    act,
    connect({
      lanes: count = 5,
      withWrongKey = false,
      beforeWrite = undefined,
      settings = { subsidiaryId: "1", itemId: "81", retainageItemId: "86" },
    } = {}) {
      const credentials = {
        ...system.credentials,
        baseUrl: served.url,
        ...(withWrongKey && { privateKey: wrongKey }),
      };
      return connect({
        credentials,
        settings,
        lane: lanes(count, watch),
        beforeWrite,
        pause: async (ms) => void pauses.push(ms),
      });
    },
    lanes: watch,
    pauses,
    faults: served.faults,
    calls: {
      write: { method: "PUT", path: "*/record/v1/*" },
      readBack: { method: "GET", path: "*/record/v1/*" },
      query: { method: "POST", path: "*/suiteql" },
      signIn: { method: "POST", path: "*/oauth2/v1/token" },
    },
    sent: () => sent,
    count: (kind) => state()[TYPES[kind]].length,
    lines: (kind, id) => lineList((state()[TYPES[kind]] as Kept[]).find((kept) => kept.id === id)),
    createVendor: (companyName) => act({ do: "create_vendor", companyName }).vendorId ?? "",
    // Some blanks let a name pass NetSuite's own check for duplicates.
    createTwin: async (companyName) => {
      const { authorization = "" } =
        sent.findLast(({ headers }) => headers.authorization)?.headers ?? {};
      const body = JSON.stringify({ companyName: `${companyName} `, subsidiary: { id: "1" } });
      const made = await fetch(`${served.url}/services/rest/record/v1/vendor`, {
        method: "POST",
        headers: { authorization, "content-type": "application/json" },
        body,
      });
      return made.headers.get("location")?.split("/").at(-1) ?? "";
    },
    deactivateVendor: (vendorId) => void act({ do: "deactivate_vendor", vendorId }),
    editOrder(purchaseOrderId, { vendorId, amounts = [] }) {
      const items = amounts.map((amount, index) => ({
        line: index + 1,
        quantity: Number(amount),
        rate: 1,
        amount: Number(amount),
      }));
      const entity = vendorId && { entity: { id: vendorId } };
      const changes = { ...entity, ...(items.length > 0 && { item: { items } }) };
      act({ do: "edit_purchase_order", purchaseOrderId, changes });
    },
    pay: (part) => act({ do: "pay_bill", ...part }).paymentId ?? "",
    voidPayment: (paymentId, traces) =>
      void act({ do: "void_payment", paymentId, reversingJournals: traces === "reversal" }),
    unapplyPayment: (paymentId) => void act({ do: "unapply_payment", paymentId }),
    deletePayment: (paymentId) => void act({ do: "delete_payment", paymentId }),
    setClockBack: (minutes) => void (minutesBack = minutes),
    signEveryoneOut: () => void act({ do: "expire_tokens" }),
    allowAtOnce: (concurrency) => void act({ do: "set_options", concurrency, latencyMs: 5 }),
    close: () => served.close(),
  };
}

async function record(request: Request): Promise<SentRequest> {
  const text = await request.clone().text();
  const isJson = /json/.test(request.headers.get("content-type") ?? "");
  return {
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: isJson ? JSON.parse(text) : text,
    text,
  };
}

function lineList(kept: Kept | undefined): { number: string; amount: string }[] {
  return (kept?.lines.item ?? []).map(({ line, fields }) => ({
    number: String(line),
    amount: fields.amount,
  }));
}

function newKey(): string {
  return generateKeyPairSync("rsa", {
    modulusLength: 3072,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).privateKey;
}
