import { z } from "zod";
import type { Counterpart } from "../connector.ts";
import type { BillDocument } from "../documents.ts";
import type { SuiteQl } from "./suiteql.ts";
import { tranIdOf } from "./write-record.ts";

const BillRow = z.object({ id: z.string(), tranid: z.string().nullish() });

/**
 * NetSuite refuses a second bill of one vendor and number, only warns, or says nothing, by the
 * account's own preference: so it is asked.
 */
export async function findTwin(
  suiteql: SuiteQl,
  bill: BillDocument,
): Promise<Pick<Counterpart, "id" | "number"> | undefined> {
  const { rows } = await suiteql.page({
    row: BillRow,
    params: [bill.vendorId, tranIdOf(bill), bill.reference],
    sql: () => `
      select b.id, b.tranid from transaction b
      where b.type = 'VendBill' and b.entity = ? and lower(b.tranid) = lower(?) and (b.externalid is null or b.externalid <> ?)
      order by b.id`,
  });
  const [twin] = rows;
  return twin && { id: twin.id, number: twin.tranid ?? undefined };
}
