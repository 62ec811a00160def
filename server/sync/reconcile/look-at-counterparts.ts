import type { BillOnOrder, Connector, Standing } from "../../connectors/connector.ts";
import { documentKindOf, referenceOf } from "../../kinds/kind.ts";
import { log } from "../../log.ts";
import type { Connection } from "../../store/connections.ts";
import type { Counterpart } from "../../store/counterparts.ts";
import { payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { foreignBills } from "../push/foreign-bills.ts";
import type { OtherVendor, VendorCheck } from "../push/other-vendor.ts";

export interface Seen {
  record: Counterpart;
  state: Standing["state"] | "gone" | "out of sight";
  standing?: Standing;
  vendor?: OtherVendor | "merged" | undefined;
  /** Of an order: bills that Crosstie did not write. */
  foreign?: BillOnOrder[] | undefined;
}

export interface Looking {
  connection: Connection;
  connector: Connector;
  checkVendor: VendorCheck;
}

/** As the ERP has them now. */
export async function lookAtCounterparts(
  parts: Pick<SyncParts, "db">,
  { connection, connector, checkVendor }: Looking,
  records: Counterpart[],
): Promise<Seen[]> {
  const sent = records.map(({ erpId: id, written }) => ({ id, written }));
  const found = await payablesOf(connector).standingsOf(sent);
  const standings = new Map(found.map((standing) => [standing.id, standing]));
  const foreign = await foreignBills(parts, connection, found);
  const [there, missing] = [[] as Seen[], [] as Counterpart[]];
  for (const record of records) {
    const standing = standings.get(record.erpId);
    if (!standing) {
      missing.push(record);
      continue;
    }
    const vendor = await otherVendor(checkVendor, record, standing.vendorId);
    const others = foreign.get(standing.id);
    there.push({ record, standing, state: standing.state, vendor, foreign: others });
  }
  // If most are missing, the role has probably lost a permission: nothing counts as deleted.
  if (missing.length > 1 && missing.length * 2 > records.length) {
    log.warn({ missing: missing.length, of: records.length }, "most counterparts are out of sight");
    return [...there, ...missing.map((record): Seen => ({ record, state: "out of sight" }))];
  }
  for (const record of missing) {
    const document = { kind: documentKindOf(record), reference: referenceOf(record) };
    // Another document may have our reference by now.
    const held = await connector.lookUp(document, record.erpId);
    if (held?.id !== record.erpId) there.push({ record, state: "gone" });
  }
  return there;
}

/**
 * One that is gone, by a merge or because nobody has linked it anew, is the one it was sent for. One
 * that the ERP has never had is another than it was sent for.
 */
async function otherVendor(
  checkVendor: VendorCheck,
  { vendorNow, sentVendor }: Counterpart,
  there: string | undefined,
): Promise<OtherVendor | "merged" | undefined> {
  const { erpId, formerErpId, name } = vendorNow ?? { erpId: null, formerErpId: null, name: "" };
  const isUnknown = vendorNow !== null && erpId === null && formerErpId === null;
  if (isUnknown && sentVendor !== null) return checkVendor({ sent: { name }, there });
  const now = erpId === null ? "merged" : await checkVendor({ sent: erpId, there });
  return now === "merged" ? checkVendor({ sent: sentVendor, there }) : now;
}
