/** When each of the last days began in this zone, today's last. Throws a RangeError: no such zone. */
export function dayStarts(
  zone: string,
  { now, count }: { now: Date; count: number },
): { date: string; start: Date }[] {
  const today = new Date(`${dateIn(zone, now)}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(today);
    day.setUTCDate(day.getUTCDate() - (count - 1 - index));
    const date = day.toISOString().slice(0, 10);
    return { date, start: startOf(zone, day) };
  });
}

const dateIn = (zone: string, instant: Date): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(instant);

/** Twice: the first offset may be that of the day before a change of the clocks. */
function startOf(zone: string, midnightUtc: Date): Date {
  const guess = new Date(midnightUtc.getTime() - offsetMs(zone, midnightUtc));
  return new Date(midnightUtc.getTime() - offsetMs(zone, guess));
}

function offsetMs(zone: string, instant: Date): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const name = parts.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value;
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(name ?? "") ?? [];
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === "-" ? -ms : ms;
}
