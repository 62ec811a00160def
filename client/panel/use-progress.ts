import { useEffect, useRef, useState } from "react";
import { useOutdated } from "../api/use-outdated.ts";

const LOOK_EVERY_MS = 3_000;
const PATIENCE_MS = 20_000;

export interface Progress {
  isBusy: boolean;
  /** It goes on, but nobody should stand and wait for it. */
  isSlow: boolean;
  /** Why it could not start; gone once anything has happened since. */
  problem: string | null;
  start(act: () => Promise<void>): void;
}

interface Watched {
  /** Differs from what it was when the act began as soon as something came of it. */
  mark: string;
  isUnderWay: boolean;
  refresh(): void;
}

/**
 * An act is over when the server shows what came of it, not when it said yes: until then the button
 * says that it works.
 */
export function useProgress({ mark, isUnderWay, refresh }: Watched): Progress {
  const [begunAt, setBegunAt] = useState<string | null>(null);
  const [slowSince, setSlowSince] = useState<string | null>(null);
  const [problem, setProblem] = useState<{ error: unknown; mark: string } | null>(null);
  const newest = useRef(mark);
  newest.current = mark;
  const goesOn = (since: string | null) => since !== null && (since === mark || isUnderWay);
  const isBusy = goesOn(begunAt);

  useEffect(() => {
    if (!isBusy) return setBegunAt(null);
    const look = setInterval(refresh, LOOK_EVERY_MS);
    const giveUp = setTimeout(() => {
      setBegunAt(null);
      setSlowSince(begunAt);
    }, PATIENCE_MS);
    return () => {
      clearInterval(look);
      clearTimeout(giveUp);
    };
    // `refresh` is new at every draw: the timers must not start over with it.
  }, [isBusy]);

  useOutdated(problem?.error, () => setProblem(null));

  const start = (act: () => Promise<void>) => {
    setSlowSince(null);
    setProblem(null);
    setBegunAt(mark);
    act().then(refresh, (error: unknown) => {
      setBegunAt(null);
      setProblem({ error, mark: newest.current });
    });
  };

  return {
    isBusy,
    isSlow: goesOn(slowSince),
    problem: problem?.mark === mark ? messageOf(problem.error) : null,
    start,
  };
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
