import type { Value } from "./account.ts";
import type { RecordType } from "./records/schema.ts";

const CUSTOMERS = [
  ["301", "Harbor Point Development LLC"],
  ["302", "City of Providence"],
] as const;
const PROJECTS = [
  ["401", "Harbor Point Tower", "301"],
  ["402", "Harbor Point Garage", "301"],
  ["403", "Kennedy Plaza Renovation", "302"],
] as const;

/** Whom the company builds for, and what; their ids lie below those of vendors. */
export function seedCustomers(
  put: (type: RecordType, id: string, fields: Record<string, Value>) => void,
): void {
  const entity = (name: string) => ({
    entityId: name,
    companyName: name,
    subsidiary: "1",
    currency: "1",
    isInactive: false,
  });
  for (const [id, name] of CUSTOMERS) put("customer", id, { ...entity(name), isPerson: false });
  for (const [id, name, parent] of PROJECTS) put("job", id, { ...entity(name), parent });
}
