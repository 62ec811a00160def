type Fits = (value: string) => boolean;

export interface ReadFilters<Name extends string> {
  filters: Partial<Record<Name, string>>;
  /** In words: what no list can be asked for. */
  unread: string[];
}

/** Of the address. */
export function readFilters<Name extends string>(
  query: URLSearchParams,
  shapes: Record<Name, { word: string; fits: Fits }>,
): ReadFilters<Name> {
  const asked = (Object.keys(shapes) as Name[]).flatMap((name) => {
    const value = query.get(name);
    return value ? [{ name, value, isRead: shapes[name].fits(value) }] : [];
  });
  const read = asked.filter(({ isRead }) => isRead).map(({ name, value }) => [name, value]);
  return {
    filters: Object.fromEntries(read) as Partial<Record<Name, string>>,
    unread: asked.filter(({ isRead }) => !isRead).map(({ name }) => shapes[name].word),
  };
}

const oneOf =
  (known: readonly string[]): Fits =>
  (value) =>
    known.includes(value);
const shapedAs =
  (shape: RegExp): Fits =>
  (value) =>
    shape.test(value);
const isId = shapedAs(/^(?:0|[1-9]\d{0,18})$/);
const isUuid = shapedAs(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i);
/** Not 2026-02-31, which a browser takes for March 3. */
const isDay: Fits = (value) => {
  const at = new Date(`${value}T00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(`${value}T`);
};
const atMost =
  (length: number): Fits =>
  (value) =>
    value.trim().length > 0 && value.length <= length;

/** Comma-separated. */
const several =
  (fits: Fits): Fits =>
  (value) =>
    value.split(",").every(fits);

export const shapes = {
  text: (word: string) => ({ word, fits: atMost(100) }),
  amount: { word: "amount", fits: shapedAs(/^\d{1,13}(\.\d{1,2})?$/) },
  project: { word: "project", fits: isId },
  projects: { word: "project", fits: several(isId) },
  vendors: { word: "vendor", fits: several(isId) },
  connection: { word: "connection", fits: isUuid },
  connections: { word: "connection", fits: several(isUuid) },
  day: { word: "day", fits: isDay },
  /** An id of Procore's, or one of these. */
  idOr: (word: string, known: readonly string[]) => ({
    word,
    fits: (value: string) => isId(value) || known.includes(value),
  }),
  one: (word: string, known: readonly string[]) => ({ word, fits: oneOf(known) }),
  some: (word: string, known: readonly string[]) => ({ word, fits: several(oneOf(known)) }),
  type: { word: "type", fits: shapedAs(/^[a-z_]{1,50}(,[a-z_]{1,50})*$/) },
};
