import { z } from "zod";
import { ActivityQuery, ActivityViewName, NewActivityView } from "./activity-filter.ts";
import {
  Activity,
  ActivityChoices,
  ActivityHistory,
  ActivityPage,
  ActivityView,
  Preview,
} from "./contract.ts";
import type { Operation } from "./operation.ts";
import { ChosenLink, NewVendor } from "./requests.ts";

const company = "/companies/{companyId}";
const views = `${company}/activity-views`;

export const activityOperations: Record<string, Operation> = {
  [`GET ${company}/activities`]: {
    does: "A page of one tab, newest first: in Pending and Failed a record once, with its open changes.",
    asks: ActivityQuery,
    gives: ActivityPage,
  },
  [`GET ${company}/activities/choices`]: {
    does: "What activities may be filtered by.",
    gives: ActivityChoices,
  },
  [`GET ${company}/activities/{activityId}`]: { does: "One activity.", gives: Activity },
  [`GET ${company}/activities/{activityId}/history`]: {
    does: "Of its record: each try, all changes, payments, and what people did.",
    gives: ActivityHistory,
  },
  [`GET ${company}/activities/{activityId}/preview`]: {
    does: "What the next push of its record would send now.",
    gives: Preview,
  },
  [`POST ${company}/activities/{activityId}/retry`]: {
    does: "Sends its record again, or now.",
    status: 202,
  },
  [`POST ${company}/activities/{activityId}/vendor`]: {
    does: "Creates the vendor that its record lacks in the ERP, then goes on.",
    takes: NewVendor,
    status: 202,
  },
  [`POST ${company}/activities/{activityId}/vendor/link`]: {
    does: "Takes a candidate of the failure for the vendor of its record, or for the record itself, then goes on.",
    takes: ChosenLink,
    status: 202,
  },
  [`GET ${views}`]: { does: "The person's own saved views.", gives: z.array(ActivityView) },
  [`POST ${views}`]: {
    does: "Saves filters under a name, for this person alone.",
    takes: NewActivityView,
    gives: ActivityView,
    status: 201,
  },
  [`PUT ${views}/{viewId}`]: { does: "Renames one.", takes: ActivityViewName, status: 204 },
  [`DELETE ${views}/{viewId}`]: { does: "Deletes one.", status: 204 },
};
