import { z } from "zod";
import type { Twin } from "../connector.ts";
import type { BillDocument, CreditDocument } from "../documents.ts";
import type { SuiteQl } from "./suiteql.ts";
import { tranIdOf } from "./written-fields.ts";

const BillRow = z.object({
  id: z.string(),
  tranid: z.string().nullish(),
  externalid: z.string().nullish(),
});

/** By account preference, NetSuite refuses a second bill of the number, warns, or says nothing. */
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
