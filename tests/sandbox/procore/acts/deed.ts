import type { z } from "zod";
import type { ProcoreState } from "../state.ts";

/** One act of the table: what it takes and what it does. */
export interface Deed {
  arguments: z.ZodType;
  run: (state: ProcoreState, given: never) => unknown;
}

export function deed<Schema extends z.ZodType>(
  schema: Schema,
  run: (state: ProcoreState, given: z.output<Schema>) => unknown,
): Deed {
  return { arguments: schema, run: run as Deed["run"] };
}
