import type { Account } from "../account.ts";
import { labelOf } from "../rules/mandatory.ts";
import type { TableRow } from "./cells.ts";

const PLACES = { custbody: "BODY", custcol: "COLUMN", custentity: "ENTITY" };

/**
 * The account's custom fields as `customfield` has them: script ids in capitals, and only what makes a
 * field mandatory by itself. Source: public clients that select these columns from live accounts.
 */
export function customFieldRows({ options }: Account): TableRow[] {
  return options.customFields.map((id, index) => {
    const place = (Object.keys(PLACES) as (keyof typeof PLACES)[]).find((one) =>
      id.startsWith(one),
    );
    const isMandatory = options.mandatoryBy === "field" && options.mandatory.includes(id);
    const row = {
      internalid: String(2001 + index),
      name: labelOf(id),
      scriptid: id.toUpperCase(),
      fieldtype: place ? PLACES[place] : null,
      fieldvaluetype: options.customLists[id] ? "List/Record" : "Free-Form Text",
      ismandatory: isMandatory ? "T" : "F",
    };
    return { table: "customfield", row };
  });
}
