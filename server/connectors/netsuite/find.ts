import { z } from "zod";
import { RemoteError } from "../../errors.ts";
import type { Counterpart, Twin } from "../connector.ts";
import type { BillDocument, CreditDocument, VendorDocument } from "../documents.ts";
import { vendorAmbiguous } from "./own-refusals.ts";
import type { SuiteQl } from "./suiteql.ts";
import { tranIdOf } from "./written-fields.ts";

const VendorRow = z.object({
  id: z.string(),
  entityid: z.string().nullish(),
  companyname: z.string().nullish(),
  externalid: z.string().nullish(),
});
const BillRow = z.object({
  id: z.string(),
  tranid: z.string().nullish(),
  externalid: z.string().nullish(),
});

/**
 * Our own reference wins, even over an inactive vendor; otherwise the name as it stands in any of
 * the vendor's name fields.
 */
export async function findVendor(
  suiteql: SuiteQl,
  { reference, name }: VendorDocument,
): Promise<Counterpart | undefined> {
  const rows = await suiteql.all({
    row: VendorRow,
    optional: ["altname"],
    params: [reference, name.trim(), name.trim(), name.trim()],
    sql: (has) => `
      select v.id, v.entityid, v.companyname, v.externalid from vendor v
      where v.externalid = ? or (v.isinactive = 'F' and (
        lower(trim(v.companyname)) = lower(?) or lower(trim(v.entityid)) = lower(?) or lower(trim(${has("altname") ? "v.altname" : "v.companyname"})) = lower(?)))
      order by v.id`,
  });
  const own = rows.find(({ externalid }) => externalid === reference);
  if (!own && rows.length > 1) {
    const names = rows
      .map(({ id, entityid, companyname }) => `${companyname ?? entityid ?? name} (id ${id})`)
      .join(", ");
    throw new RemoteError({
      system: "NetSuite",
      reason: `${rows.length} active vendors are named "${name.trim()}": ${names}.`,
      retryable: false,
      refusal: vendorAmbiguous,
    });
  }
  const vendor = own ?? rows[0];
  return (
    vendor && { id: vendor.id, number: vendor.entityid ?? undefined, lines: {}, total: undefined }
  );
}

/**
 * NetSuite refuses a second bill of one vendor and number, only warns, or says nothing, by the
 * account's own preference: so it is asked.
 */
export async function findTwins(
  suiteql: SuiteQl,
  bill: BillDocument | CreditDocument,
): Promise<Twin[]> {
  const [own = bill.number] = bill.numbers;
  const rows = await suiteql.all({
    row: BillRow,
    params: [bill.vendorId, tranIdOf(bill), tranIdOf({ number: own }), bill.reference],
    sql: () => `
      select b.id, b.tranid, b.externalid from transaction b
      where b.type = '${bill.kind === "bill" ? "VendBill" : "VendCred"}' and b.entity = ? and (lower(b.tranid) = lower(?) or lower(b.tranid) = lower(?))
        and (b.externalid is null or b.externalid <> ?)
      order by b.id`,
  });
  return rows.map(({ id, tranid, externalid }) => ({
    id,
    number: tranid ?? undefined,
    reference: externalid ?? undefined,
  }));
}
