import { z } from "zod";
import { SettingsChanges } from "./contract-installation.ts";
import { money } from "./contract-parts.ts";

/** What a person saves in Settings: all of it, or nothing. */
export const SettingsSave = SettingsChanges.extend({
  projects: z
    .record(z.string(), z.boolean())
    .optional()
    .describe("By id: chosen from now on, or no longer. This takes the rights of set-up."),
  shown: SettingsChanges.optional().describe(
    "What the person was shown of what they change: refused where it is something else by now.",
  ),
  choicesMark: z
    .string()
    .max(100)
    .optional()
    .describe(
      "Of the installation that was shown. Looked at where automatic sync is turned on: refused where the choices are others by now, because something else would be sent.",
    ),
});
export type SettingsSave = z.output<typeof SettingsSave>;

/** Records alike that wait for a choice in Settings. */
export const HeldBack = z.object({
  kind: z.string(),
  words: z.object({ one: z.string(), many: z.string() }),
  projectId: z.string().nullable(),
  waitsFor: z.enum(["automaticSync", "resourceType", "project"]),
  count: z.number().int(),
  /** What their pending changes come to. */
  amount: money,
  currency: z.string(),
});
export type HeldBack = z.output<typeof HeldBack>;
