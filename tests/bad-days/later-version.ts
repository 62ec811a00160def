import type { AnySnapshot, Kind } from "../../server/kinds/kind.ts";

type Later = AnySnapshot & { comparedLater?: string | undefined };

/** The kind as a later version of Crosstie has it: it reads one thing more, and compares that. */
export function laterVersion(kind: Kind, read: () => string): Kind {
  const name = "compared_later";
  return {
    ...kind,
    async fetch(procore, request) {
      const snapshot = await kind.fetch(procore, request);
      return snapshot && { ...snapshot, comparedLater: read() };
    },
    parse: (stored) => ({
      ...kind.parse(stored),
      comparedLater: (stored as Later).comparedLater,
    }),
    compared: { ...kind.compared, [name]: 0 },
    fields: (snapshot) => [
      ...kind.fields(snapshot),
      {
        name,
        word: "Compared later",
        value: (snapshot as Later).comparedLater,
        kind: "total",
        isCarried: true,
      },
    ],
  };
}
