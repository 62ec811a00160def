/** Puts a date or an instant of the seed, as it is written, into the calendar of whoever looks. */
export type Dated = (written: string) => string;

/** The seed is written as somebody finds it in November 2026, with October's invoices under way. */
const WRITTEN_IN = 2026 * 12 + 10;

/**
 * Moves by whole months, so that all lies as far behind `now` as it did then. A month's last day
 * stays a last day.
 */
export function calendarOf(now: Date): Dated {
  const months = now.getUTCFullYear() * 12 + now.getUTCMonth() - WRITTEN_IN;
  return (written) => {
    const then = new Date(`${written.slice(0, 10)}T00:00:00Z`);
    const [year, month, day] = [then.getUTCFullYear(), then.getUTCMonth(), then.getUTCDate()];
    const last = lastDay(year, month + months);
    const moved = new Date(
      Date.UTC(year, month + months, day === lastDay(year, month) ? last : Math.min(day, last)),
    );
    return moved.toISOString().slice(0, 10) + written.slice(10);
  };
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}
