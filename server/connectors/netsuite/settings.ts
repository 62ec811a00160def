import { z } from "zod";
import { ConflictError } from "../../errors.ts";
import type { DocumentKind, Reference, RetainageForm } from "../documents.ts";
import type { OwnSettings, SettingField } from "../fields.ts";
import { codingFields, codingShape } from "./coding-settings.ts";

const ITEM_RECEIPTS = [
  { id: "accounting", name: "Accounting enters them" },
  { id: "crosstie", name: "Crosstie writes one before each bill" },
  { id: "not_needed", name: "Not needed: bills may come before receipts" },
] as const;

const RETAINAGE = [
  { id: "net", name: "Net: each line less its retainage" },
  { id: "line", name: "Gross, with one line for retainage" },
] as const;

export const settings: SettingField[] = [
  {
    id: "subsidiaryId",
    label: "Default subsidiary",
    help: "New vendors and purchase orders belong to it.",
    input: "choice",
    needed: "Choose the subsidiary that new vendors and purchase orders belong to.",
    per: "company",
  },
  {
    id: "itemId",
    label: "Default item",
    help: "Purchase order lines are booked on it.",
    input: "choice",
    needed: "Choose the item that purchase order lines are booked on.",
    per: "company",
  },
  {
    id: "itemIdsByCostType",
    label: "Item of a cost type",
    help: "Purchase order lines of this cost type are booked on it instead of the default item.",
    input: "choice",
    offeredAs: "itemId",
    insteadOf: "itemId",
    per: "cost_type",
  },
  {
    id: "itemReceipts",
    label: "Item receipts",
    help: "With Advanced Receiving, NetSuite bills only what was received. For Crosstie to write receipts, the integration's role needs the permission Item Receipt.",
    input: "choice",
    choices: ITEM_RECEIPTS,
    per: "company",
  },
  {
    id: "credits",
    label: "Negative invoices",
    help: "An invoice that takes money back: what becomes of it in NetSuite.",
    input: "choice",
    choices: [
      { id: "written", name: "Crosstie writes a vendor credit" },
      { id: "by_hand", name: "Accounting enters a vendor credit by hand" },
    ],
    per: "company",
  },
  {
    id: "retainage",
    label: "Retainage",
    help: "How vendor bills show what is held back. They always come to what is payable; the bills of one contract stay as its first one is.",
    input: "choice",
    choices: RETAINAGE,
    per: "company",
  },
  {
    id: "retainageItemId",
    label: "Retainage item",
    help: "The line for retainage is booked on it: an item whose expense account is the one for retainage payable.",
    input: "choice",
    offeredAs: "itemId",
    onlyWith: { field: "retainage", value: "line" },
    needed: "Choose the item that retainage is booked on.",
    per: "company",
  },
  ...codingFields,
];

export const retainage = ({ retainage: chosen }: OwnSettings): RetainageForm =>
  chosen === "line" ? "line" : "net";

export function declines(kind: DocumentKind, { credits }: OwnSettings): string | undefined {
  const isByHand = kind === "credit" && credits === "by_hand";
  return isByHand
    ? "accounting enters a vendor credit in NetSuite by hand, as Settings says under Negative invoices"
    : undefined;
}

const id = z
  .string()
  .trim()
  .regex(/^-?\d+$/, "must be a NetSuite internal id");
const optionalId = z
  .union([z.literal("").transform(() => null), id])
  .nullish()
  .transform((value) => value ?? null);

const NetSuiteSettings = z.object({
  /** Null in accounts that are not OneWorld. */
  subsidiaryId: optionalId,
  itemId: optionalId,
  itemIdsByCostType: z.record(z.string(), id).default({}),
  /** Null: accounting enters them. */
  itemReceipts: z
    .union([z.literal("").transform(() => null), z.enum(ITEM_RECEIPTS.map((one) => one.id))])
    .nullish()
    .transform((value) => value ?? null),
  credits: z
    .union([z.literal("").transform(() => null), z.enum(["written", "by_hand"])])
    .nullish()
    .transform((value) => value ?? null),
  retainage: z
    .union([z.literal("").transform(() => null), z.enum(RETAINAGE.map((one) => one.id))])
    .nullish()
    .transform((value) => value ?? null),
  retainageItemId: optionalId,
  ...codingShape,
});
export type NetSuiteSettings = z.output<typeof NetSuiteSettings>;

export function readSettings(stored: unknown): NetSuiteSettings {
  const read = NetSuiteSettings.safeParse(stored ?? {});
  if (read.success) return read.data;
  const fields = read.error.issues
    .map((issue) => `${issue.path.join(".")} ${issue.message}`)
    .join("; ");
  throw new ConflictError(
    `The NetSuite settings cannot be used: ${fields}. An admin must choose them again in Settings.`,
  );
}

/** By Procore's id. Older settings have a name or code as key; a key of digits may be an id. */
export function itemChosenFor(
  costType: Reference | undefined,
  { itemIdsByCostType: chosen }: NetSuiteSettings,
): string | undefined {
  const words = [costType?.name, costType?.code].filter((word) => !/^\d*$/.test(word ?? ""));
  const keys = [costType?.id, ...words].filter((key) => key !== undefined);
  const key = keys.find((one) => Object.hasOwn(chosen, one));
  return key === undefined ? undefined : chosen[key];
}
