import { z } from "zod";
import { ActivityTab, NetSuiteCredentials, procoreId } from "./contract.ts";

/** What the routes read: they and `openapi.json` use the same schemas. */

/** Our own rows count in PostgreSQL's bigint, which ends before nineteen digits do. */
const LAST_ROW = "9223372036854775807";
export const rowId = procoreId.refine((id) => id.length < LAST_ROW.length || id <= LAST_ROW);

export const ActivityQuery = z.object({
  tab: ActivityTab.default("pending"),
  cursor: rowId.optional().describe("`nextCursor` of the page before."),
  limit: z.coerce.number<string>().int().min(1).max(100).default(50),
});

export const LiveQuery = z
  .object({
    projectId: procoreId
      .optional()
      .describe(
        "Asks for `commitmentId` too: whoever may see that commitment of this project may hear of it.",
      ),
    commitmentId: procoreId
      .optional()
      .describe("Hear this commitment alone, and what may concern any."),
  })
  .refine(({ projectId, commitmentId }) => !projectId || commitmentId);

export const ProjectChoice = z.object({
  projectIds: z
    .array(procoreId)
    .min(1, "choose at least one project")
    .max(5000)
    .describe("Exactly these are chosen from now on."),
});

export const EnteredCredentials = NetSuiteCredentials.extend({
  privateKey: z
    .string()
    .trim()
    .max(20_000)
    .describe("PKCS#8 PEM. Empty: the stored one. Never comes back."),
});
