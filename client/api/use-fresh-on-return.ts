import { useEffect } from "react";

interface List {
  data: unknown[] | undefined;
  mutate(): Promise<unknown>;
}

/**
 * What was kept of a list is out of date once it is opened again: nobody listened meanwhile. SWR
 * would take for new what it asked for before, even if that answer is older than what has happened.
 */
export function useFreshOnReturn({ data, mutate }: List): void {
  useEffect(() => {
    if (data !== undefined) void mutate();
    // `mutate` is a new one with each list; another answer is no return.
  }, [mutate]);
}
