import { setTimeout as pauseFor } from "node:timers/promises";
import type { ConnectorSetUp, PayablesConnector } from "../connector.ts";
import type { System } from "../system.ts";
import { accountOf, addressOf, isOwnAddress, readAccount, webUrl } from "./account.ts";
import { changesSince } from "./changes-since.ts";
import { checkConnection } from "./check-connection.ts";
import { client } from "./client.ts";
import { foundCounterpart, numberOf } from "./counterpart.ts";
import { credentials, documents, payment } from "./description.ts";
import { findTwin, findVendor } from "./find.ts";
import { paymentsOf } from "./payments-of.ts";
import { findBill, putBill } from "./put-bill.ts";
import { previewRequests, putDocument } from "./put-document.ts";
import { readRecord } from "./read-record.ts";
import { knownRefusals } from "./refusals.ts";
import { readSettings, settings } from "./settings.ts";
import { standingsOf } from "./standings-of.ts";
import { suiteQl } from "./suiteql.ts";
import { writtenRecord } from "./write-record.ts";

/** Development and entry-level accounts allow five calls at once, shared by all integrations. */
export const netsuiteSystem: System = {
  id: "netsuite",
  name: "NetSuite",
  role: "erp",
  callsAtOnce: 5,
  documents,
  payment,
  credentials,
  settings,
  refusals: knownRefusals,
  accountOf,
  addressOf,
  isOwnAddress,
  webUrl,
  connect: netsuite,
};

/** @internal */
export function netsuite(setUp: ConnectorSetUp): PayablesConnector {
  const { lane, beforeWrite, pause = pauseFor } = setUp;
  const account = readAccount(setUp.credentials);
  const chosen = readSettings(setUp.settings);
  const send = client(account, { lane, beforeWrite, pause });
  const suiteql = suiteQl(send, `${account.restUrl} ${account.accountId}`);
  return {
    name: netsuiteSystem.name,
    check: () => checkConnection(account, send, suiteql),
    async find(document) {
      if (document.kind === "bill") return findBill(document, { send, settings: chosen });
      const read = await readRecord(send, document);
      const written = writtenRecord(document, chosen, read?.item?.items);
      return read && foundCounterpart(document, written, read);
    },
    async lookUp(document, id) {
      const read = await readRecord(send, document, id);
      return read && { id: read.id, number: numberOf(document, read) };
    },
    put(document, known) {
      const context = { send, settings: chosen, pause, suiteql };
      if (document.kind === "bill") return putBill(document, known, context);
      return putDocument(document, known, context);
    },
    preview: (document, known) => previewRequests(account, chosen, document, known),
    payables: {
      findVendor: (vendor) => findVendor(suiteql, vendor),
      findTwin: (bill) => findTwin(suiteql, bill),
      changesSince: (cursor, begin) => changesSince(suiteql, cursor, begin),
      standingsOf: (ids) => standingsOf(suiteql, ids),
      paymentsOf: (billIds) => paymentsOf(suiteql, billIds),
    },
  };
}
