import { Decimal } from "decimal.js";
import { type Account, type Address, text, type Value } from "../account.ts";
import { invalidContent, Refusal } from "../refusal.ts";
import type { Field } from "./schema.ts";

/** A double holds cents for certain below this. */
const LARGEST = 1e13;

/**
 * One value of a request body as the account keeps it. `path` is where it stands, for the message.
 */
export function readValue(account: Account, field: Field, sent: unknown, path: string): Value {
  if (sent === null || sent === "") return null;
  switch (field.kind) {
    case "text":
      return readText(field, sent, path);
    case "date":
      return readDate(sent, path);
    case "datetime":
      if (typeof sent === "string" && !Number.isNaN(Date.parse(sent))) {
        return new Date(sent).toISOString();
      }
      throw badValue(path);
    case "amount":
    case "number":
      if (typeof sent !== "number" || !(Math.abs(sent) < LARGEST)) throw badValue(path);
      return field.kind === "amount" ? new Decimal(sent).toFixed(2) : new Decimal(sent).toFixed();
    case "integer":
      if (
        (typeof sent === "string" || typeof sent === "number") &&
        /^\d{1,15}$/.test(String(sent))
      ) {
        return String(sent);
      }
      throw badValue(path);
    case "flag":
      if (typeof sent === "boolean") return sent;
      throw badValue(path);
    case "enum":
      return readEnum(field, sent, path);
    case "reference":
    case "document":
      return readReference(account, field, sent, path);
    case "address":
      return readAddress(sent, path);
  }
}

function badValue(path: string): Refusal {
  return invalidContent(
    `Invalid value for the resource or sub-resource field '${path.split(".").at(-1)}'. Provide a valid value.`,
    path,
  );
}

function readText(field: Field, sent: unknown, path: string): string {
  if (typeof sent !== "string") throw badValue(path);
  const max = field.max ?? 300;
  if (sent.length > max) {
    throw invalidContent(
      `The field ${path.split(".").at(-1)} contained more than the maximum number ( ${max} ) of characters allowed.`,
      path,
    );
  }
  return sent;
}

function readDate(sent: unknown, path: string): string {
  if (typeof sent !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(sent)) throw badValue(path);
  const instant = new Date(`${sent}T00:00:00Z`);
  if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== sent) {
    throw badValue(path);
  }
  return sent;
}

function readEnum(field: Field, sent: unknown, path: string): string {
  const { id, refName } =
    typeof sent === "object" && sent !== null
      ? (sent as { id?: unknown; refName?: unknown })
      : { id: sent, refName: undefined };
  const labels = Object.entries(field.labels ?? {});
  const found = labels.find(([known, label]) =>
    id === undefined ? label === refName : known === String(id),
  );
  if (!found) throw badValue(path);
  return found[0];
}

const isKey = (key: unknown) => typeof key === "string" || typeof key === "number";

function readReference(account: Account, field: Field, sent: unknown, path: string): string {
  const { id, externalId } =
    typeof sent === "object" && sent !== null
      ? (sent as { id?: unknown; externalId?: unknown })
      : { id: sent, externalId: undefined };
  if (!field.to || (!isKey(id) && !isKey(externalId))) throw badValue(path);
  const found = [field.to, ...(field.or ?? [])]
    .map((type) =>
      isKey(id) ? account.get(type, String(id)) : account.byExternalId(type, String(externalId)),
    )
    .find((one) => one !== undefined);
  if (!found) throw badReference(account, String(id ?? externalId), path);
  if (found.fields.isInactive === true) throw badReference(account, found.id, path);
  return found.id;
}

export function badReference(account: Account, key: string, path: string): Refusal {
  const code = account.options.badReferenceCode;
  const field = path.split(".").at(-1);
  const words =
    code === "INVALID_KEY_OR_REF"
      ? `Invalid ${field} reference key ${key}.`
      : `You have entered an Invalid Field Value ${key} for the following field: ${field}.`;
  return new Refusal(400, { detail: `Error while accessing a resource. ${words}`, code, path });
}

/** A record that may stand here, but not for this subsidiary. */
export function checkSubsidiary(
  account: Account,
  subsidiary: string,
  { to, id, path }: { to: "location"; id: string; path: string },
): void {
  if (!account.options.oneWorld || !id) return;
  const found = account.get(to, id);
  if (found && text(found, "subsidiary") !== subsidiary) {
    throw new Refusal(400, {
      detail: `Error while accessing a resource. Invalid ${to} reference key ${id} for subsidiary ${subsidiary}.`,
      code: account.options.badReferenceCode,
      path,
    });
  }
}

const ADDRESS = [
  "addr1",
  "addr2",
  "addr3",
  "addressee",
  "attention",
  "addrPhone",
  "city",
  "state",
  "zip",
  "country",
];

function readAddress(sent: unknown, path: string): Address {
  if (typeof sent !== "object" || sent === null) throw badValue(path);
  const address: Address = {};
  for (const [name, value] of Object.entries(sent)) {
    const known = ADDRESS.find((field) => field.toLowerCase() === name.toLowerCase());
    if (!known) continue;
    const plain =
      typeof value === "object" && value !== null ? (value as { id?: unknown }).id : value;
    if (plain !== null && typeof plain !== "string") throw badValue(`${path}.${name}`);
    address[known] = plain;
  }
  return address;
}
