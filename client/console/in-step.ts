import { formatCount, plural } from "../format.ts";

/** Of records that were asked for. */
export interface Counts {
  asked: number;
  done: number;
  /** They wait for something else. */
  waiting: number;
  failed: number;
  underWay: number;
}

/** "2 of 3 records are in step. 1 did not work." */
export function inStep({ asked, done, waiting, failed, underWay }: Counts): string {
  const words = [
    `${formatCount(done)} of ${plural(asked, "record")} ${done === 1 ? "is" : "are"} in step.`,
    underWay > 0 && `${formatCount(underWay)} under way.`,
    waiting > 0 && `${formatCount(waiting)} wait${waiting === 1 ? "s" : ""} for something else.`,
    failed > 0 && `${formatCount(failed)} did not work.`,
  ];
  return words.filter(Boolean).join(" ");
}
