/**
 * State as plain JSON: maps become objects, sets lists, big numbers and exact ones text, bytes
 * their length; callbacks are left out.
 */
export function plain(value: unknown): unknown {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)]));
  }
  if (value instanceof Set) return [...value];
  if (value instanceof Uint8Array) return { bytes: value.byteLength };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if ("rawJSON" in value) return value.rawJSON;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === "function" ? [] : [[key, plain(inner)]],
    ),
  );
}
