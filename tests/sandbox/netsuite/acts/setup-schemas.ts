import { z } from "zod";
import type { SETUP_SWITCHES, SetupOptions } from "../setup-options.ts";

export const SETUP_SWITCHED: {
  [Name in (typeof SETUP_SWITCHES)[number]]: z.ZodType<SetupOptions[Name]>;
} = {
  tokenBasedAuth: z.boolean(),
};
