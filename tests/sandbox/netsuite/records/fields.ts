import type { Field, RecordType } from "./schema.ts";

export const text = (max = 300): Field => ({ kind: "text", max });
export const date: Field = { kind: "date" };
export const amount: Field = { kind: "amount" };
export const number: Field = { kind: "number" };
export const integer: Field = { kind: "integer" };
export const flag: Field = { kind: "flag" };
export const reference = (to: RecordType): Field => ({ kind: "reference", to });
export const choice = (labels: Record<string, string>): Field => ({ kind: "enum", labels });
export const computed = (field: Field): Field => ({ ...field, computed: true });

export const subsidiary: Field = { kind: "reference", to: "subsidiary", feature: "oneWorld" };
export const currency: Field = { kind: "reference", to: "currency", feature: "multiCurrency" };
export const exchangeRate: Field = { kind: "number", feature: "multiCurrency" };
export const createdDate: Field = { kind: "datetime", computed: true };
