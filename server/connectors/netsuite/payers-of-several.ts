import { z } from "zod";
import { placeholders, type SuiteQl } from "./suiteql.ts";

const Row = z.object({ payer: z.string(), paid: z.string() });
const IDS_PER_QUERY = 150;

/** Those of the payments that are for more than one document, also for such as are not ours. */
export async function payersOfSeveral(
  suiteql: SuiteQl,
  paymentIds: string[],
): Promise<Set<string>> {
  const several = new Set<string>();
  for (let start = 0; start < paymentIds.length; start += IDS_PER_QUERY) {
    const params = paymentIds.slice(start, start + IDS_PER_QUERY);
    const sql = () => `
      select distinct l.nextdoc as payer, l.previousdoc as paid
      from nexttransactionlinelink l
      where l.linktype = 'Payment' and l.nextdoc in (${placeholders(params)})
      order by l.nextdoc, l.previousdoc`;
    const rows = await suiteql.all({ row: Row, sql, params });
    for (const [payer, paid] of Map.groupBy(rows, (row) => row.payer)) {
      if (paid.length > 1) several.add(payer);
    }
  }
  return several;
}
