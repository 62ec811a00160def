import { ActRefused, BadAct, type Act } from "../../core/system.ts";
import { text, type Account, type NsRecord } from "../account.ts";
import type { RecordType } from "../records/schema.ts";

export function optionalText(action: Act, name: string): string | undefined {
  const value = action[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

export function requiredText(action: Act, name: string): string {
  const value = optionalText(action, name);
  if (value === undefined) throw new BadAct(`${action.do} needs ${name}`);
  return value;
}

/** By the named id, by `id`, by `tranId`, by `externalId`, or, for vendors, by `name`. */
export function findRecord(
  account: Account,
  type: RecordType,
  action: Act,
  idName: string,
): NsRecord {
  const id = optionalText(action, idName) ?? optionalText(action, "id");
  const [externalId, tranId, name] = ["externalId", "tranId", "name"].map((one) =>
    optionalText(action, one),
  );
  if (id) return found(account.get(type, id), type, id);
  if (externalId) return found(account.byExternalId(type, externalId), type, externalId);
  const label = tranId ?? name;
  if (!label) throw new BadAct(`${action.do} needs ${idName}`);
  const matches = account
    .all(type)
    .filter((record) => text(record, type === "vendor" ? "entityId" : "tranId") === label);
  if (matches.length > 1) {
    throw new ActRefused(`${label} is the number of ${matches.length} records: use ${idName}`);
  }
  return found(matches[0], type, label);
}

/** A currency by its id or its symbol. */
export function currencyNamed(account: Account, named: string): string {
  const currency = account
    .all("currency")
    .find(({ id, fields }) => id === named || fields.symbol === named);
  return found(currency, "currency", named).id;
}

function found(record: NsRecord | undefined, type: RecordType, key: string): NsRecord {
  if (!record) throw new ActRefused(`there is no ${type} ${key}`);
  return record;
}
