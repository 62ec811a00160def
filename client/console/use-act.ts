import { useCallback, useRef, useState } from "react";
import { useOutdated } from "../api/use-outdated.ts";
import { formatReason } from "../format.ts";

export interface Act<Asked extends unknown[], Answer> {
  run(...asked: Asked): Promise<boolean>;
  reset(): void;
  isRunning: boolean;
  answer: Answer | null;
  /** The server's own words, for people. */
  problem: string | null;
}

/**
 * One thing a person may set going: it runs once at a time, and its end is kept until it is run
 * again. `run` tells whether it went well.
 */
export function useAct<Asked extends unknown[], Answer>(
  act: (...asked: Asked) => Promise<Answer>,
): Act<Asked, Answer> {
  const [state, setState] = useState<{ isRunning: boolean; answer: Answer | null; error: unknown }>(
    { isRunning: false, answer: null, error: null },
  );
  const running = useRef(false);
  const latest = useRef(act);
  latest.current = act;

  const run = useCallback(async (...asked: Asked) => {
    if (running.current) return false;
    running.current = true;
    setState({ isRunning: true, answer: null, error: null });
    try {
      setState({ isRunning: false, answer: await latest.current(...asked), error: null });
      return true;
    } catch (error) {
      setState({ isRunning: false, answer: null, error });
      return false;
    } finally {
      running.current = false;
    }
  }, []);

  const reset = useCallback(
    () =>
      setState((before) =>
        before.isRunning ? before : { isRunning: false, answer: null, error: null },
      ),
    [],
  );
  useOutdated(state.error, reset);
  return {
    run,
    reset,
    isRunning: state.isRunning,
    answer: state.answer,
    problem: state.error === null ? null : wordsOf(state.error),
  };
}

const wordsOf = (error: unknown): string =>
  formatReason(error instanceof Error ? error.message : String(error));
