import { z } from "zod";

export const money = z.string().regex(/^-?\d+(\.\d+)?$/);
export const instant = z.iso.datetime();
export const date = z.iso.date();
/** One form for each record: `042` is refused, though Procore takes it for 42. */
export const procoreId = z.string().regex(/^(?:0|[1-9]\d{0,18})$/);
