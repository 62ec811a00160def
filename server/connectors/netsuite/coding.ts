import { Decimal } from "decimal.js";
import { RemoteError } from "../../errors.ts";
import type { Coding } from "../documents.ts";
import { type CodedRecord, fieldOfKey } from "./custom-fields.ts";
import { customValueWrong } from "./own-refusals.ts";
import type { NetSuiteSettings } from "./settings.ts";

interface RecordReference {
  id: string;
}

/** `rawJSON`: a number's text, so that no digit is lost. */
type CustomValue = string | boolean | RecordReference | { rawJSON: string };
type CustomId = `cust${"body" | "col" | "entity"}${string}`;
type CustomValues = Record<CustomId, CustomValue>;

interface Classified {
  department?: RecordReference;
  class?: RecordReference;
  location?: RecordReference;
}

export type CodedBody = Classified & CustomValues;

/** `customer` takes a project as well. */
export type CodedLine = Classified &
  CustomValues & { taxCode?: RecordReference; customer?: RecordReference };

/** Classifications are in body and lines: account preferences decide where NetSuite asks. */
export function codedBody(
  record: CodedRecord,
  [line]: Pick<Coding, "project">[],
  settings: NetSuiteSettings,
): CodedBody {
  const custom = customValues(record, /^cust(body|entity)/, settings);
  return { ...(record !== "vendor" && classified(line?.project, settings)), ...custom };
}

export function codedLine(
  record: CodedRecord,
  { project, costCode }: Pick<Coding, "project" | "costCode">,
  settings: NetSuiteSettings,
): CodedLine {
  const { costCodeColumn, customerIdsByProject, taxCodeIdsByProject } = settings;
  const code = costCode?.code ?? costCode?.name;
  return {
    ...classified(project, settings),
    ...reference("taxCode", ofProject(project, taxCodeIdsByProject) ?? settings.taxCodeId),
    ...reference("customer", ofProject(project, customerIdsByProject)),
    ...customValues(record, /^custcol/, settings),
    ...(costCodeColumn !== null && code !== undefined && { [costCodeColumn]: code }),
  };
}

function classified(project: Coding["project"], settings: NetSuiteSettings): Classified {
  const { departmentIdsByProject, classIdsByProject, locationIdsByProject } = settings;
  return {
    ...reference("department", ofProject(project, departmentIdsByProject) ?? settings.departmentId),
    ...reference("class", ofProject(project, classIdsByProject) ?? settings.classId),
    ...reference("location", ofProject(project, locationIdsByProject) ?? settings.locationId),
  };
}

function ofProject(
  project: Coding["project"],
  chosen: Readonly<Record<string, string>>,
): string | undefined {
  const id = project?.id ?? "";
  return Object.hasOwn(chosen, id) ? chosen[id] : undefined;
}

const reference = (name: string, id: string | null | undefined) => (id ? { [name]: { id } } : {});

function customValues(
  record: CodedRecord,
  place: RegExp,
  { customValues: entered }: NetSuiteSettings,
): CustomValues {
  const values: CustomValues = {};
  for (const [key, value] of Object.entries(entered)) {
    const field = fieldOfKey(key);
    if (field?.record !== record || !place.test(field.id)) continue;
    values[field.id as CustomId] = valueOf(field, value.trim());
  }
  return values;
}

const FITS = {
  text: /./,
  list: /^-?\d+$/,
  flag: /^(t|true|yes|f|false|no)$/i,
  number: /^-?\d+(\.\d+)?$/,
};
const ASKS = {
  text: "a text",
  list: "the internal ID of an entry",
  flag: "T or F",
  number: "a number",
};

function valueOf(
  { id, kind }: { id: string; kind: keyof typeof FITS },
  value: string,
): CustomValue {
  if (!FITS[kind].test(value)) {
    throw new RemoteError({
      system: "NetSuite",
      reason: `Nothing was sent: the custom field ${id} takes ${ASKS[kind]}, and not "${value}".`,
      retryable: false,
      refusal: customValueWrong,
    });
  }
  if (kind === "list") return { id: value };
  if (kind === "flag") return /^[ty]/i.test(value);
  if (kind === "number") return JSON.rawJSON(new Decimal(value).toFixed()) as { rawJSON: string };
  return value;
}

const CODING = new Set(["department", "class", "location", "taxCode", "customer"]);
const isCoding = (name: string) => CODING.has(name) || name.startsWith("cust");

type Fields = Readonly<Record<string, unknown>>;

export function withoutCoding<Written extends object>(written: Written): Written {
  const others = Object.entries(written).filter(([name]) => !isCoding(name));
  return Object.fromEntries(others) as Written;
}

/** The coding that changed since the last write (`earlier`), unless others changed it (`there`). */
export function codingToSend(
  written: object,
  earlier: Fields | undefined,
  there: Fields | undefined,
): CodedLine {
  const changed = Object.entries(written).filter(
    ([name, value]) => isCoding(name) && isToSend(value, earlier?.[name], there?.[name]),
  );
  return Object.fromEntries(changed) as CodedLine;
}

/** It changed since the last write (`earlier`), and nobody else changed it (`there`). */
export function isToSend(now: unknown, earlier: unknown, there: unknown): boolean {
  const [ours, before, theirs] = [plain(now), plain(earlier), plain(there)];
  if (ours === before) return false;
  return theirs === undefined || theirs === before;
}

function plain(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "" || value === false) return undefined;
  if (typeof value !== "object") return String(value);
  return String("id" in value ? value.id : (value as { rawJSON?: string }).rawJSON);
}
