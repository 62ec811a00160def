import type { Account, NsRecord } from "../account.ts";
import { userError } from "../refusal.ts";
import { itemized } from "./amounts.ts";

const CLASSIFICATIONS: Record<string, string> = {
  department: "Department",
  class: "Class",
  location: "Location",
};
const PREFIXES: Partial<Record<NsRecord["type"], string>> = {
  vendor: "custentity",
  purchaseOrder: "custbody",
  vendorBill: "custbody",
};

/**
 * What this account insists on beside NetSuite itself: all that is missing in one sentence, by its
 * label. Source of the words: Rossum documentation, NetSuite integration, Common Errors (captured
 * from live accounts): "Please enter value(s) for: Location".
 */
export function checkMandatory(account: Account, draft: NsRecord): void {
  const { mandatory, classificationsOn } = account.options;
  const prefix = PREFIXES[draft.type];
  if (mandatory.length === 0 || !prefix) return;
  const hasLines = draft.type !== "vendor";
  const isAskedIn = (name: string, place: "body" | "lines") => {
    if (name in CLASSIFICATIONS) {
      return hasLines && (classificationsOn === "both" || classificationsOn === place);
    }
    return place === "body"
      ? name.startsWith(prefix)
      : hasLines && (name === "taxCode" || name.startsWith("custcol"));
  };
  const missing = mandatory.filter(
    (name) =>
      (isAskedIn(name, "body") && isEmpty(draft.fields[name])) ||
      (isAskedIn(name, "lines") && itemized(draft).some(({ fields }) => isEmpty(fields[name]))),
  );
  if (missing.length > 0) {
    throw userError(`Please enter value(s) for: ${missing.map(labelOf).join(", ")}`);
  }
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === "";

/** A custom field is called by its label; here its script id, spelled out, stands for that. */
export function labelOf(name: string): string {
  if (name === "taxCode") return "Tax Code";
  const words = name.replace(/^cust(body|col|entity)_?/, "").split("_");
  return (
    CLASSIFICATIONS[name] ??
    words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join(" ")
  );
}
