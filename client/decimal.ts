// Money stays in decimal strings, compared as big integers: no cent is ever lost to a float.
interface Scaled {
  units: bigint;
  places: number;
}

function parse(value: string): Scaled {
  const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === undefined) throw new RangeError(`${value} is no decimal number`);
  return { units: BigInt(sign + whole + fraction), places: fraction.length };
}

function aligned(left: string, right: string): { left: bigint; right: bigint } {
  const [a, b] = [parse(left), parse(right)];
  const places = Math.max(a.places, b.places);
  return {
    left: a.units * 10n ** BigInt(places - a.places),
    right: b.units * 10n ** BigInt(places - b.places),
  };
}

export function isZero(value: string): boolean {
  return parse(value).units === 0n;
}

export function isMore(value: string, than: string): boolean {
  const { left, right } = aligned(value, than);
  return left > right;
}

/** How much of `whole` a part is, 0 to 100, for drawing alone. */
export function shareOf(part: string, whole: string): number {
  const { left, right } = aligned(part, whole);
  if (left <= 0n || right <= 0n) return 0;
  return Math.min(100, Number((left * 10_000n) / right) / 100);
}

export function sum(amounts: string[]): string {
  const total = amounts.map(parse).reduce(
    (one, other) => {
      const places = Math.max(one.places, other.places);
      const scaled = ({ units, places: own }: Scaled) => units * 10n ** BigInt(places - own);
      return { units: scaled(one) + scaled(other), places };
    },
    { units: 0n, places: 0 },
  );
  const digits = String(total.units < 0n ? -total.units : total.units).padStart(
    total.places + 1,
    "0",
  );
  const whole = digits.slice(0, digits.length - total.places);
  const fraction = digits.slice(digits.length - total.places);
  return `${total.units < 0n ? "-" : ""}${whole}${fraction && `.${fraction}`}`;
}
