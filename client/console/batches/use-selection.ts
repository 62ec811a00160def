import { useRef, useState } from "react";

/** `row` stays the same while the row does; `id` is of its newest activity. */
export interface Row {
  row: string;
  id: string;
}

/** All that match, as many as the reader was told of, up to the newest that was there. */
export interface Everything {
  upTo: string;
  seen: number;
}

interface State {
  list: string;
  rows: ReadonlyMap<string, string>;
  everything: Everything | null;
}

/** What is chosen of a list, over all of its pages; another list begins with nothing. */
export function useSelection(list: string, shown: Row[]) {
  const [state, setState] = useState<State>({ list, rows: new Map(), everything: null });
  const last = useRef<string | null>(null);
  const { rows, everything } = state.list === list ? state : { rows: NONE, everything: null };
  const choose = (next: ReadonlyMap<string, string>) =>
    setState({ list, rows: next, everything: null });
  const isChosen = (row: string) => everything !== null || rows.has(row);

  return {
    count: everything ? everything.seen : rows.size,
    everything,
    ids: [...rows.values()],
    isChosen,
    isPage: shown.length > 0 && shown.every(({ row }) => isChosen(row)),
    /** With shift: as far as the one that was pressed before. */
    toggle(row: string, isOn: boolean, isWithShift: boolean) {
      const touched = isWithShift ? between(shown, last.current, row) : only(shown, row);
      const next = new Map(everything ? shown.map((one) => [one.row, one.id]) : rows);
      for (const one of touched) {
        if (isOn) next.set(one.row, one.id);
        else next.delete(one.row);
      }
      last.current = row;
      choose(next);
    },
    togglePage(isOn: boolean) {
      last.current = null;
      choose(isOn ? new Map(shown.map((one) => [one.row, one.id])) : NONE);
    },
    chooseEverything: (all: Everything) => setState({ list, rows: NONE, everything: all }),
    clear: () => choose(NONE),
  };
}

export type Selection = ReturnType<typeof useSelection>;

const NONE: ReadonlyMap<string, string> = new Map();

const only = (shown: Row[], row: string) => shown.filter((one) => one.row === row);

function between(shown: Row[], from: string | null, to: string): Row[] {
  const ends = [from, to].map((row) => shown.findIndex((one) => one.row === row));
  if (ends.includes(-1)) return only(shown, to);
  return shown.slice(Math.min(...ends), Math.max(...ends) + 1);
}
