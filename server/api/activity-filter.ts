import { z } from "zod";
import type { Facts } from "../audit/audit.ts";
import { allKinds } from "../kinds/index.ts";
import type { ActivityFilter, Within } from "../store/activity-filter.ts";
import { ActivityStatus, ActivityTab, procoreId } from "./contract.ts";
import { rowId } from "./requests.ts";

const MOST_IN_A_LIST = 50;

/** `a,b` in the address. */
export const several = <Value>(one: z.ZodType<Value, string>) =>
  z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(one).max(MOST_IN_A_LIST))
    .optional();

const kindName = z.string().refine((name) => allKinds().some((kind) => kind.name === name), {
  error: () =>
    `there are only ${allKinds()
      .map(({ name }) => name)
      .join(", ")}`,
});

export const activityFields = {
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional().describe("Without this instant itself."),
  type: several(kindName).describe("Names of kinds, comma-separated; the other lists alike."),
  project: several(procoreId),
  connection: several(z.uuid()),
  status: several(ActivityStatus),
  vendor: several(procoreId).describe("Procore's ids."),
  impact: z
    .string()
    .regex(/^\d{1,13}(\.\d{1,2})?$/, "an amount, such as 10000 or 10000.50")
    .optional()
    .describe("Up or down by at least so much, in the record's own currency."),
  archived: z
    .enum(["only", "too"])
    .optional()
    .describe("Of Completed: archived ones alone, or among the others. Left out: without them."),
  q: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe("In number, title, vendor or ERP number; or the whole id in Procore."),
};

/** Anything else in the address is refused: a filter that is not understood would show too much. */
export const refusing = (shape: z.core.$ZodLooseShape) => ({
  error: (issue: z.core.$ZodRawIssue) =>
    issue.code === "unrecognized_keys"
      ? `there is no filter ${issue.keys.join(", ")}; there are ${Object.keys(shape).join(", ")}`
      : undefined,
});

const listed = {
  ...activityFields,
  tab: ActivityTab.optional().describe("Left out: failed, if anything failed, else pending."),
  cursor: rowId.optional().describe("`nextCursor` of the page before."),
  limit: z.coerce.number<string>().int().min(1).max(100).default(50),
};

/** For doors that act on all that matches. */
export const ActivityFilterQuery = z.strictObject(activityFields, refusing(activityFields));
export const ActivityQuery = z.strictObject(listed, refusing(listed));

const { since: _since, until: _until, ...lasting } = activityFields;
const viewFilters = z.strictObject({
  ...lasting,
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});

export const ActivityViewName = z.strictObject({ name: z.string().trim().min(1).max(80) });

/** Days instead of instants: midnight is where the reader is. */
export const NewActivityView = ActivityViewName.extend({
  tab: ActivityTab,
  filters: z
    .record(z.string(), z.string().max(2_000))
    .refine((filters) => viewFilters.safeParse(filters).success, {
      error: "there is no such filter, or it does not take that",
    }),
});

type Asked = z.output<typeof ActivityFilterQuery>;

/** For `matchingActivities`, `openRecords` and `countTabs` of the store. `within`: by right. */
export function filterOf(
  of: { companyId: string; within: Within | undefined },
  { since, until, type, project, connection, status, vendor, impact, archived, q }: Asked,
): ActivityFilter {
  return {
    ...of,
    since: since ? new Date(since) : undefined,
    until: until ? new Date(until) : undefined,
    kinds: type,
    projectIds: project,
    connectionIds: connection,
    statuses: status,
    vendorIds: vendor,
    minImpact: impact,
    archived,
    text: q,
  };
}

/** For the audit log. */
export const tabWords: Record<ActivityTab, string> = {
  pending: "Pending",
  failed: "Failed",
  completed: "Completed",
};

/** As it was asked for, without what was left out. */
export function filterFacts(asked: { [name: string]: Facts[string] | undefined }): Facts {
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
