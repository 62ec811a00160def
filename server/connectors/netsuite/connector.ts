import { setTimeout as pauseFor } from "node:timers/promises";
import type { ConnectorSetUp, PayablesConnector } from "../connector.ts";
import type { System } from "../system.ts";
import { accountOf, addressOf, isOwnAddress, readAccount } from "./account.ts";
import { changesSince } from "./changes-since.ts";
import { checkConnection } from "./check-connection.ts";
import { client } from "./client.ts";
import { foundCounterpart, numberOf } from "./counterpart.ts";
import { findTwin } from "./find-twin.ts";
import { findVendor } from "./find-vendor.ts";
import { paymentsOf } from "./payments-of.ts";
import { previewRequests } from "./preview-requests.ts";
import { putDocument } from "./put-document.ts";
import { readRecord } from "./read-record.ts";
import { readSettings } from "./settings.ts";
import { suiteQl } from "./suiteql.ts";
import { webUrl } from "./web-url.ts";
import { writtenRecord } from "./write-record.ts";

/** Development and entry-level accounts allow five calls at once, shared by all integrations. */
export const netsuiteSystem: System = {
  name: "NetSuite",
  role: "erp",
  callsAtOnce: 5,
  documents: {
    vendor: { name: "Vendor" },
    subcontract: { name: "Purchase order" },
    purchase_order: { name: "Purchase order" },
    bill: { name: "Vendor bill" },
  },
  accountOf,
  addressOf,
  isOwnAddress,
  webUrl,
  connect: netsuite,
};

export function netsuite({
  credentials,
  settings: chosen,
  lane,
  pause = pauseFor,
}: ConnectorSetUp): PayablesConnector {
  const account = readAccount(credentials);
  const settings = readSettings(chosen);
  const send = client(account, lane, pause);
  const suiteql = suiteQl(send, `${account.restUrl} ${account.accountId}`);
  return {
    name: netsuiteSystem.name,
    check: () => checkConnection(account, send, suiteql),
    async find(document) {
      const read = await readRecord(send, document);
      return read && foundCounterpart(document, writtenRecord(document, settings), read);
    },
    async lookUp(document) {
      const read = await readRecord(send, document);
      return read && { id: read.id, number: numberOf(document, read) };
    },
    put: (document) => putDocument(document, { send, settings, pause }),
    preview: (document) => previewRequests(account, settings, document),
    payables: {
      findVendor: (vendor) => findVendor(suiteql, vendor),
      findTwin: (bill) => findTwin(suiteql, bill),
      changesSince: (cursor, begin) => changesSince(suiteql, cursor, begin),
      paymentsOf: (billIds) => paymentsOf(suiteql, billIds),
    },
  };
}
