import { z } from "zod";
import type { ProcoreState } from "../state.ts";

/** One act of the table: what it takes and what it does. */
export interface Deed {
  arguments: z.ZodType;
  run(state: ProcoreState, given: never): unknown;
}

export function deed<Schema extends z.ZodType>(
  schema: Schema,
  run: (state: ProcoreState, given: z.output<Schema>) => unknown,
): Deed {
  return { arguments: schema, run: run as Deed["run"] };
}

/** `update_commitment` and its like take Procore's attribute names beside `id` and `by`. */
export const attributes = z.looseObject({ id: z.string(), by: z.string().optional() });

export function split({ id, by, ...fields }: z.output<typeof attributes>) {
  return { id, by, fields };
}
