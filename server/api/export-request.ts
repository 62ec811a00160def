import { z } from "zod";
import { activityFields, refusing, several } from "./activity-filter.ts";
import { ActivityColumn, ActivityTab } from "./contract.ts";

const exported = {
  ...activityFields,
  tab: ActivityTab.optional().describe("Left out: all three."),
  format: z.enum(["csv", "xlsx"]).default("csv"),
  columns: several(ActivityColumn).describe("Left out: all."),
  zone: z
    .string()
    .max(100)
    .refine(isZone, { error: "a time zone's name, such as America/New_York" })
    .default("UTC")
    .describe("In which an .xlsx file has its dates; in CSV they are UTC."),
};

export const ActivityExport = z.strictObject(exported, refusing(exported));

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en-US", { timeZone: name }));
  } catch {
    return false;
  }
}
