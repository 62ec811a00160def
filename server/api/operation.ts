import type { z } from "zod";

/** One door of the API, as `openapi.json` describes it. */
export interface Operation {
  does: string;
  asks?: z.ZodObject;
  takes?: z.ZodType;
  gives?: z.ZodType;
  /** One event of an endless stream. */
  streams?: z.ZodType;
  /** Media types of a file that is written while it is sent. */
  files?: readonly string[];
  status?: number;
  isOpen?: true;
}
