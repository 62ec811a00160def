import { z } from "zod";

const text = z.string().optional();

/** Those that `findRecord` finds a record by. */
export const found = (idName: string) => ({
  [idName]: text,
  id: text,
  externalId: text,
  tranId: text,
  name: text,
});
