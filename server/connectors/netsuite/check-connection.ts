import { z } from "zod";
import { RemoteError } from "../../errors.ts";
import type { Choice, ConnectionCheck } from "../connection-check.ts";
import type { Account } from "./account.ts";
import type { Send } from "./client.ts";
import { readCustomFields } from "./custom-fields.ts";
import { orNone, readCodingChoices } from "./offered.ts";
import { permissionMissing } from "./own-refusals.ts";
import { isClosedTable, type SuiteQl } from "./suiteql.ts";
import { readWanted } from "./wanted.ts";

const PROBES = [
  { table: "vendor", permission: "Lists > Vendors" },
  { table: "item", permission: "Lists > Items" },
  { table: "account", permission: "Lists > Accounts" },
  {
    table: "transaction",
    permission: "Transactions > Find Transaction, Purchase Order, Bills, Pay Bills",
  },
  { table: "transactionline", permission: "Transactions > Find Transaction" },
  { table: "nexttransactionlinelink", permission: "Transactions > Find Transaction" },
];
/** Item types that cannot stand alone on a purchase order. */
const NOT_BOUGHT = new Set([
  "Description",
  "Discount",
  "Group",
  "Kit",
  "Markup",
  "Payment",
  "Subtotal",
]);

const SubsidiaryRow = z.object({ id: z.string(), name: z.string() });
const ItemRow = z.object({ id: z.string(), itemid: z.string(), itemtype: z.string().nullish() });

export async function checkConnection(
  account: Account,
  send: Send,
  suiteql: SuiteQl,
): Promise<ConnectionCheck> {
  suiteql.forgetMissing();
  await send({ method: "GET", path: "/services/rest/system/v1/serverTime" });
  const refused = await Promise.all(PROBES.map(({ table }) => isClosed(suiteql, table)));
  const missing = PROBES.filter((_, index) => refused[index]);
  if (missing.length > 0) {
    const list = missing.map(({ table, permission }) => `${table} (${permission})`).join(", ");
    throw new RemoteError({
      system: "NetSuite",
      reason: `Crosstie signed in, but the integration's role may not read ${list}.`,
      retryable: false,
      refusal: permissionMissing,
      remoteCode: "INSUFFICIENT_PERMISSION",
    });
  }
  const [subsidiaries, items] = await Promise.all([readSubsidiaries(suiteql), readItems(suiteql)]);
  const fields = await orNone(readCustomFields(send));
  const coding = await readCodingChoices(suiteql, fields);
  const choices = { subsidiaryId: subsidiaries, itemId: items, ...coding };
  const wanted = await readWanted(suiteql, { fields, choices });
  const company = subsidiaries[0]?.name;
  return {
    summary: `Account ${account.accountId}${company ? ` · ${company}` : ""}`,
    choices,
    wanted,
  };
}

async function isClosed(suiteql: SuiteQl, table: string): Promise<boolean> {
  const column = table === "nexttransactionlinelink" ? "nextdoc" : "id";
  try {
    await suiteql.page({
      row: z.unknown(),
      sql: () => `select ${column} from ${table} where rownum <= 1`,
    });
    return false;
  } catch (error) {
    if (isClosedTable(error)) return true;
    throw error;
  }
}

function readSubsidiaries(suiteql: SuiteQl): Promise<Choice[]> {
  return suiteql.all({
    row: SubsidiaryRow,
    sql: (has) =>
      `select s.id, s.name from subsidiary s where s.isinactive = 'F' ${has("iselimination") ? "and s.iselimination = 'F'" : ""} order by s.id`,
    optional: ["iselimination"],
    optionalTable: "subsidiary",
  });
}

async function readItems(suiteql: SuiteQl): Promise<Choice[]> {
  const rows = await suiteql.all({
    row: ItemRow,
    sql: () =>
      "select i.id, i.itemid, i.itemtype from item i where i.isinactive = 'F' order by i.itemid, i.id",
  });
  return rows
    .filter(({ itemtype }) => !NOT_BOUGHT.has(itemtype ?? ""))
    .map(({ id, itemid }) => ({ id, name: itemid }));
}
