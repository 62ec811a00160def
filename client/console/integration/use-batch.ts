import { useEffect, useRef, useState } from "react";
import type { GridRecord, Synchronized } from "../../../server/api/contract.ts";
import { isAtRest, synchronize, useFollowed } from "../../api/records.ts";
import { useAnnounce } from "../../components/announcer.tsx";
import { inStep } from "../in-step.ts";
import { useAct } from "../use-act.ts";

export type How = "synchronize" | "force";

export interface Outcome {
  isOver: boolean;
  asked: number;
  underWay: number;
  done: GridRecord[];
  /** They wait for something else. */
  waiting: GridRecord[];
  /** What did not work, and why. */
  failed: { id: string; name: string; message: string }[];
}

interface Batch {
  asked: string[];
  refused: Synchronized["refused"];
}

/** What was asked for is followed until none of it is under way any more. */
export function useBatch(
  companyId: string,
  { onAsked, onEnded }: { onAsked(): void; onEnded(): void },
) {
  const [batch, setBatch] = useState<Batch | null>(null);
  const announce = useAnnounce();
  const followed = useFollowed(companyId, batch?.asked ?? []);
  const acting = useAct(async (how: How, ids: string[]) => {
    const { asked, refused } = await synchronize(companyId, how, ids);
    setBatch({ asked, refused });
    onAsked();
  });
  const outcome = batch && outcomeOf(batch, followed.data?.items);
  const isOver = outcome?.isOver ?? false;
  const ended = useRef(onEnded);
  ended.current = onEnded;

  useEffect(() => {
    if (!isOver || !outcome) return;
    announce(inWords(outcome));
    ended.current();
    // once for each batch
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isOver, batch]);

  return {
    outcome,
    problem: acting.problem,
    isRunning: acting.isRunning,
    start: (how: How, ids: string[]) => void acting.run(how, ids),
    forget: () => setBatch(null),
  };
}

function outcomeOf({ asked, refused }: Batch, now: GridRecord[] | undefined): Outcome {
  const rest = now?.filter(isAtRest) ?? [];
  const of = (...statuses: GridRecord["status"][]) =>
    rest.filter(({ status }) => statuses.includes(status));
  const unwell = of("error", "desynchronized", "not_integrated").map(({ id, name, message }) => ({
    id,
    name,
    message: message ?? "It was not sent.",
  }));
  return {
    isOver: asked.length === 0 || (now !== undefined && rest.length === now.length),
    asked: asked.length + refused.length,
    underWay: asked.length - rest.length,
    done: of("success", "not_applicable"),
    waiting: of("pending"),
    failed: [...unwell, ...refused],
  };
}

export const inWords = ({ done, waiting, failed, ...same }: Outcome): string =>
  inStep({ ...same, done: done.length, waiting: waiting.length, failed: failed.length });
