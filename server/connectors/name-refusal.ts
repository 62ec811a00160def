import type { NamedRefusal } from "../errors.ts";

export interface KnownRefusal extends NamedRefusal {
  says: readonly Wording[];
}

/** All members must match, `words` the whole sentence: a user's text must choose no remedy. */
export interface Wording {
  code?: string;
  words?: RegExp;
  /** The place in the request that the system names. */
  place?: RegExp;
}

export interface Said {
  code: string | undefined;
  words: string;
  place: string | undefined;
}

export function nameRefusal(
  table: readonly KnownRefusal[],
  said: readonly Said[],
): NamedRefusal | undefined {
  const row = table.find(({ says }) =>
    says.some((wording) => said.some((each) => fits(wording, each))),
  );
  if (!row) return undefined;
  const { says: _says, ...named } = row;
  return named;
}

function fits({ code, words, place }: Wording, said: Said): boolean {
  return (
    (code === undefined || code === said.code) &&
    (words === undefined || words.test(said.words)) &&
    (place === undefined || place.test(said.place ?? ""))
  );
}
