import { useState } from "react";
import type { GridRecord } from "../../../server/api/contract.ts";

export interface Selection {
  /** False: this person may have none of them sent. */
  isOffered: boolean;
  has(id: string): boolean;
  set(ids: string[], isChosen: boolean): void;
  clear(): void;
  /** Of the rows that are shown, by what may be asked of them. */
  chosen: Record<"synchronize" | "force", GridRecord[]>;
}

/** The server takes no more at once. */
const MOST = 100;

/** Rows that have gone, or of which nothing may be asked any more, drop out by themselves. */
export function useSelection(rows: GridRecord[] | undefined): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = (rows ?? []).filter(({ id, asks }) => asks !== null && ids.has(id));
  return {
    isOffered: (rows ?? []).some(({ mayAct }) => mayAct),
    has: (id) => chosen.some((one) => one.id === id),
    set(some, isChosen) {
      const now = new Set(chosen.map(({ id }) => id));
      for (const id of some) {
        if (isChosen) now.add(id);
        else now.delete(id);
      }
      setIds(new Set([...now].slice(0, MOST)));
    },
    clear: () => setIds(new Set()),
    chosen: {
      synchronize: chosen.filter(({ asks }) => asks === "synchronize"),
      force: chosen.filter(({ asks }) => asks === "force"),
    },
  };
}
