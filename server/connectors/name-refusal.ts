import type { NamedRefusal } from "../errors.ts";

/** One row of a connector's table: what the refusal means, and how the system says it. */
export interface KnownRefusal extends NamedRefusal {
  says: readonly Wording[];
}

/**
 * All that is named must fit. `words` describe the whole sentence, so that a vendor's or a user's own
 * text inside another sentence chooses no remedy.
 */
export interface Wording {
  code?: string;
  words?: RegExp;
  /** Where in the request the system points to. */
  place?: RegExp;
}

/** One thing that the system said, its own decoration taken off. */
export interface Said {
  code: string | undefined;
  words: string;
  place: string | undefined;
}

/** What the system means; undefined where its table does not know. The first row that fits counts. */
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
