/** The account refuses a document without it. */
export interface Wanted {
  /** Settings that give it. `holder`: the key of the value; `value`: only this value counts. */
  by: { field: string; holder?: string; value?: string }[];
  says: string;
}

export type Own = Readonly<Record<string, string | null | Readonly<Record<string, string>>>>;

export function stillWanted(wanted: readonly Wanted[], own: Own): string[] {
  const isGiven = ({ field, holder, value }: Wanted["by"][number]) => {
    const setting = own[field] ?? null;
    const given = setting instanceof Object ? setting[holder ?? ""] : setting;
    return value === undefined ? !!given : given === value;
  };
  return wanted.filter(({ by }) => !by.some(isGiven)).map(({ says }) => says);
}
