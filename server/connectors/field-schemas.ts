import { z } from "zod";
import type { CredentialField, Field, SettingField } from "./fields.ts";

const LONGEST_TEXT = 200;
const LONGEST_KEY = 200;
const MOST_KEYS = 500;

/** A secret may be empty: the stored one stays. */
export function credentialsSchema(fields: readonly CredentialField[]) {
  const shape = fields.map((field) => [
    field.id,
    field.isSecret || field.needed === undefined
      ? textSchema(field).default("")
      : textSchema(field).min(1, said(field, field.needed)),
  ]);
  return z.strictObject(Object.fromEntries(shape) as Record<string, z.ZodType<string>>);
}

export function settingsSchema(fields: readonly SettingField[]) {
  const shape = fields.map((field) => [field.id, settingSchema(field).optional()]);
  return z.strictObject(
    Object.fromEntries(shape) as Record<string, ReturnType<typeof settingSchema>>,
  );
}

function settingSchema(field: SettingField) {
  const value = textSchema(field).min(1).nullable();
  if (field.per === "company") return value;
  const key = z.string().min(1).max(LONGEST_KEY);
  return z
    .record(key, value)
    .refine(
      (given) => Object.keys(given).length <= MOST_KEYS,
      said(field, `at most ${MOST_KEYS} at once`),
    )
    .describe("By Procore's ids. What is not named stays; null takes a value away.");
}

function textSchema(field: Field) {
  const longest = field.longest ?? LONGEST_TEXT;
  const text = z
    .string()
    .trim()
    .max(longest, said(field, `at most ${longest} characters`))
    .describe(`${field.label}. ${field.help}`);
  const asUrl =
    field.input === "url"
      ? text.refine((value) => value === "" || URL.canParse(value), said(field, "no address"))
      : text;
  return (field.rules ?? []).reduce(
    (schema, { pattern, isWanted, says }) =>
      schema.refine(
        (value) => value === "" || new RegExp(pattern).test(value) === isWanted,
        said(field, says),
      ),
    asUrl,
  );
}

const said = ({ label }: Field, words: string) => `${label}: ${words}`;
