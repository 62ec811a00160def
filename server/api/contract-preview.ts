import { z } from "zod";
import { money } from "./contract-parts.ts";

const PreviewRow = z.object({ label: z.string(), value: z.string(), isMoney: z.boolean() });

const PreviewDocument = z.object({
  /** What the ERP calls it: "Vendor bill". */
  word: z.string(),
  /** Its number in Procore, or the name of a vendor. */
  title: z.string(),
  /** Null: it would be new. */
  erpNumber: z.string().nullable(),
  vendor: z.string().nullable(),
  currency: z.string(),
  /** Null: a document without lines. */
  total: money.nullable(),
  facts: z.array(PreviewRow),
  lines: z.array(
    z.object({
      description: z.string(),
      amount: money,
      /** `gross`: before anything was held back or released. Null: nothing was. */
      retainage: z.object({ gross: money, held: money, released: money }).nullable(),
    }),
  ),
  /** Procore says this of it, and the ERP would not be told. */
  unsent: z.array(PreviewRow),
  /** In order, without credentials. */
  requests: z.array(
    z.object({
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.unknown(),
    }),
  ),
  whyNoRequests: z.string().nullable(),
});
export type PreviewDocument = z.output<typeof PreviewDocument>;

export const Preview = z.object({
  /** In the order of sending. */
  documents: z.array(PreviewDocument),
  blockers: z.array(z.string()),
});
export type Preview = z.output<typeof Preview>;
