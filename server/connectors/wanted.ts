/** What an account insists on: a document without it would be refused. */
export interface Wanted {
  /** The setting that gives it; of a holder of values of its own, that one's; with this value alone. */
  by: { field: string; holder?: string; value?: string }[];
  /** In a sentence: what is wanted, and which setting gives it. */
  says: string;
}

type Own = Readonly<Record<string, string | null | Readonly<Record<string, string>>>>;

/** What none of these settings gives. */
export function stillWanted(wanted: readonly Wanted[], own: Own): string[] {
  const isGiven = ({ field, holder, value }: Wanted["by"][number]) => {
    const setting = own[field] ?? null;
    const given = setting instanceof Object ? setting[holder ?? ""] : setting;
    return value === undefined ? !!given : given === value;
  };
  return wanted.filter(({ by }) => !by.some(isGiven)).map(({ says }) => says);
}
