import { z } from "zod";

export const money = z.string().regex(/^-?\d+(\.\d+)?$/);
export const instant = z.iso.datetime();
export const date = z.iso.date();
export const procoreId = z.string().regex(/^\d{1,19}$/);
