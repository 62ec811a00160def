import { setTimeout as pauseFor } from "node:timers/promises";
import type { ConnectorSetUp, PayablesConnector } from "../connector.ts";
import type { System } from "../system.ts";
import { accountOf, addressOf, isOwnAddress, readAccount, webUrl } from "./account.ts";
import { changesSince } from "./changes-since.ts";
import { checkConnection } from "./check-connection.ts";
import { client } from "./client.ts";
import { foundCounterpart, numberOf } from "./counterpart.ts";
import { currencies } from "./currencies.ts";
import { credentials, documents, payment } from "./description.ts";
import { findStrayed, findTwins } from "./find-twins.ts";
import { findVendor, vendorAt } from "./find-vendor.ts";
import { paymentsOf } from "./payments-of.ts";
import { previewRequests } from "./preview-requests.ts";
import { findBill, putBill } from "./put-bill.ts";
import { putDocument } from "./put-document.ts";
import { readNamed } from "./read-back.ts";
import { readRecord } from "./read-record.ts";
import { knownRefusals } from "./refusals.ts";
import { declines, readSettings, retainage, settings } from "./settings.ts";
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
  entity: "subsidiaryId",
  declines,
  retainage,
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
  const name = `${account.restUrl} ${account.accountId}`;
  const suiteql = suiteQl(send, name);
  const known = currencies(send, suiteql, name);
  const context = { send, suiteql, currencies: known, settings: chosen, pause };
  return {
    name: netsuiteSystem.name,
    check() {
      known.forget();
      return checkConnection(account, send, suiteql);
    },
    async find(document) {
      if (document.kind === "bill") return findBill(document, context);
      const read = await readNamed(context, document);
      const written = writtenRecord(document, chosen, read?.item?.items);
      return read && foundCounterpart(document, written, read);
    },
    async lookUp(document, id) {
      const read = await readRecord(send, document, id);
      return read && { id: read.id, number: numberOf(document, read) };
    },
    put: (document, last) =>
      document.kind === "bill"
        ? putBill(document, last, context)
        : putDocument(document, last, context),
    preview: (document, last) => previewRequests(account, context, { document, known: last }),
    payables: {
      findVendor: (vendor, former) => findVendor({ suiteql, settings: chosen, vendor, former }),
      vendorAt: (id) => vendorAt(id, { send, suiteql, settings: chosen }),
      findTwins: (bill) => findTwins(suiteql, bill),
      findStrayed: (order) => findStrayed(suiteql, order),
      changesSince: (cursor, begin) => changesSince(suiteql, cursor, begin),
      standingsOf: (written) => standingsOf(context, written),
      paymentsOf: (billIds) => paymentsOf(suiteql, known, billIds),
    },
  };
}
