import { z } from "zod";
import { RemoteError } from "../errors.ts";
import { canonicalId } from "../wire/id.ts";

/** v1 sends ids as integers, v2 and v4 as strings. */
export const id = z
  .union([z.string().regex(/^\d{1,19}$/), z.number().int().nonnegative()])
  .transform((value) => canonicalId(String(value)));

export const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) =>
    value === null || value === undefined || value === "" ? undefined : String(value),
  );

/** With `1e9999999`, a single sum would fill the memory. */
const AMOUNT = /^[+-]?\d{1,30}(\.\d{0,30})?(e[+-]?\d{1,2})?$/i;

/** Decimal string as Procore sends it. An empty or absent amount is undefined, never zero. */
export const money = text.refine((value) => value === undefined || AMOUNT.test(value), "no amount");

/** `YYYY-MM-DD`; a time behind it is cut off. */
export const date = z
  .string()
  .nullish()
  .transform((value) => (value ? value.slice(0, 10) : undefined));

export const instant = z
  .string()
  .transform((value) => new Date(value))
  .refine((value) => !Number.isNaN(value.getTime()), "no time");

export const optionalInstant = instant
  .or(z.literal(""))
  .nullish()
  .transform((value) => value || undefined);

export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

export const optionalId = id.nullish().transform((value) => value ?? undefined);

/** Throws a RemoteError that names the wrong members. */
export function parseAnswer<Shape extends z.ZodType>(
  shape: Shape,
  answer: unknown,
): z.output<Shape> {
  const read = shape.safeParse(answer);
  if (read.success) return read.data;
  const wrong = read.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join(".") || "answer"}: ${issue.message}`);
  throw new RemoteError(
    {
      system: "Procore",
      reason: `it answered in an unexpected shape (${wrong.join("; ")})`,
      retryable: false,
    },
    { cause: read.error },
  );
}

/** Throws a RemoteError when the answer is another record. */
export function parseRecord<Shape extends z.ZodType<{ id: string }>>(
  shape: Shape,
  answer: unknown,
  asked: string,
): z.output<Shape> {
  const read = parseAnswer(shape, answer);
  if (read.id === asked) return read;
  throw new RemoteError({
    system: "Procore",
    reason: `it was asked for record ${asked} and answered with ${read.id}`,
    retryable: false,
  });
}
