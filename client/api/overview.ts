import { useEffect } from "react";
import useSWR from "swr";
import type { Overview } from "../../server/api/contract.ts";
import { onChanged } from "./live.ts";
import { get } from "./request.ts";

/** It sums up the whole company: changes that come close together ask for it once. */
const GATHER_MS = 2_000;
const POLL_MS = 60_000;

export function useOverview(companyId: string) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const key = `/companies/${companyId}/overview?${new URLSearchParams({ zone })}`;
  // No answer counts as fresh when the page is opened: nobody listened meanwhile.
  const answer = useSWR<Overview>(key, get, { refreshInterval: POLL_MS, dedupingInterval: 0 });
  const { mutate } = answer;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onChanged(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void mutate();
      }, GATHER_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [mutate]);
  return answer;
}
