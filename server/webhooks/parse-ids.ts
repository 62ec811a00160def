type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

/**
 * JSON.parse that leaves integers beyond 2^53 as text. The reviver is slow, so it is used only
 * where a number is that long.
 */
export function parseIds(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const parse = JSON.parse as (text: string, reviver: Reviver) => unknown;
  return parse(text, (_key, value, context) =>
    typeof value === "number" && !Number.isSafeInteger(value) && Number.isInteger(value)
      ? context.source
      : value,
  );
}
