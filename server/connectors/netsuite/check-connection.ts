import { z } from "zod";
import type { Choice, ConnectionCheck } from "../connection-check.ts";
import { LacksPermissionsError, type MissingPermission } from "../missing-permission.ts";
import type { Account } from "./account.ts";
import { assertAccount } from "./assert-account.ts";
import type { Send } from "./client.ts";
import { readCustomFields } from "./custom-fields.ts";
import { lackingPermissions } from "./lacking-permissions.ts";
import { orNone, readCodingChoices } from "./offered.ts";
import { permissionsLacked } from "./own-refusals.ts";
import type { Permission } from "./permission.ts";
import type { SuiteQl } from "./suiteql.ts";
import { readWanted } from "./wanted.ts";

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
  await assertAccount(account);
  await send({ method: "GET", path: "/services/rest/system/v1/serverTime" });
  const lacking = await lackingPermissions(send, suiteql);
  const missing = lacking.map(asMissing);
  if (missing.some(({ isNeeded }) => isNeeded)) throw lacks(missing);
  const [subsidiaries, items] = await Promise.all([readSubsidiaries(suiteql), readItems(suiteql)]);
  const hidden = lacking.flatMap(({ record }) => record ?? []);
  const fields = await orNone(readCustomFields(send, hidden));
  const coding = await readCodingChoices(suiteql, fields);
  const choices = { subsidiaryId: subsidiaries, itemId: items, ...coding };
  const wanted = await readWanted({ send, suiteql }, { fields, choices });
  const company = subsidiaries[0]?.name;
  return {
    summary: `Account ${account.accountId}${company ? ` · ${company}` : ""}`,
    choices,
    wanted,
    missing,
  };
}

const asMissing = ({ permission, level, says, isNeeded, onlyWith }: Permission) => ({
  permission,
  level,
  says,
  isNeeded,
  ...(onlyWith && { onlyWith }),
});

function lacks(missing: MissingPermission[]): LacksPermissionsError {
  const needed = missing.filter(({ isNeeded }) => isNeeded);
  const names = [...new Set(needed.map(({ permission }) => permission))].join(", ");
  return new LacksPermissionsError(
    {
      system: "NetSuite",
      reason: `Crosstie signed in, but the integration's role lacks ${names}.`,
      retryable: false,
      refusal: permissionsLacked,
      remoteCode: "INSUFFICIENT_PERMISSION",
    },
    missing,
  );
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
