// Money stays in decimal strings: sums are made of big integers, so no cent is ever lost to a
// float.
interface Scaled {
  units: bigint;
  places: number;
}

function parse(value: string): Scaled {
  const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === undefined) throw new RangeError(`${value} is no decimal number`);
  return { units: BigInt(sign + whole + fraction), places: fraction.length };
}

function render({ units, places }: Scaled): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  const sign = units < 0n ? "-" : "";
  return places === 0
    ? sign + digits
    : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function aligned(left: string, right: string): { left: bigint; right: bigint; places: number } {
  const [a, b] = [parse(left), parse(right)];
  const places = Math.max(a.places, b.places);
  return {
    left: a.units * 10n ** BigInt(places - a.places),
    right: b.units * 10n ** BigInt(places - b.places),
    places,
  };
}

export function subtract(from: string, amount: string): string {
  const { left, right, places } = aligned(from, amount);
  return render({ units: left - right, places });
}

export function isZero(value: string): boolean {
  return parse(value).units === 0n;
}

/** How much of `whole` a part is, 0 to 100, for drawing alone. */
export function shareOf(part: string, whole: string): number {
  const { left, right } = aligned(part, whole);
  if (left <= 0n || right <= 0n) return 0;
  return Math.min(100, Number((left * 10_000n) / right) / 100);
}
