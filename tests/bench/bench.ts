import type { Stops } from "./stops.ts";

export interface Measured {
  ratio: number;
  /** The least that the ratio should be; with `isAtMost`, the most. */
  aim: number;
  isAtMost?: boolean;
  /** `numerator ÷ denominator`, in words. */
  what: string;
  /** Whatever helps to judge the ratio. */
  [figure: string]: unknown;
}

/**
 * Measures something real, or rejects when what was measured did not do its work. Says how far it
 * is on stderr.
 */
export type Bench = (stops: Stops) => Promise<Measured>;

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

export function rounded(value: number, places = 3): number {
  return Math.round(value * 10 ** places) / 10 ** places;
}
