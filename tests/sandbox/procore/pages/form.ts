import { readAmount } from "./format.ts";
import { PageRefused } from "./refusals.ts";

/**
 * What a page's form sent. Each reader refuses with the field's label, so that the person knows
 * what to mend.
 */
export class Form {
  readonly #fields: URLSearchParams;

  constructor(body: string) {
    this.#fields = new URLSearchParams(body);
  }

  text(name: string, label: string, { required = false, max = 255 } = {}): string {
    const value = (this.#fields.get(name) ?? "").trim();
    if (required && value === "") throw new PageRefused(422, `${label} can't be blank.`);
    if (value.length > max) {
      throw new PageRefused(422, `${label} is too long (at most ${max} characters).`);
    }
    return value;
  }

  choice<Choice extends string>(name: string, label: string, choices: readonly Choice[]): Choice {
    const value = this.#fields.get(name) ?? "";
    const chosen = choices.find((choice) => choice === value);
    if (chosen === undefined) {
      throw new PageRefused(422, `${label} must be one of ${choices.join(", ")}.`);
    }
    return chosen;
  }

  amount(name: string, label: string): string {
    const value = readAmount(this.#fields.get(name) ?? "");
    if (value === undefined) {
      throw new PageRefused(422, `${label} must be an amount such as 1,250.00.`);
    }
    return value;
  }

  whole(name: string, label: string): string {
    const value = this.text(name, label);
    if (!/^\d{1,9}$/.test(value)) throw new PageRefused(422, `${label} must be a whole number.`);
    return value;
  }

  date(name: string, label: string): string {
    const value = this.#fields.get(name) ?? "";
    const instant = new Date(`${value}T00:00:00Z`);
    const isDate =
      /^\d{4}-\d\d-\d\d$/.test(value) &&
      !Number.isNaN(instant.getTime()) &&
      instant.toISOString().startsWith(value);
    if (!isDate) throw new PageRefused(422, `${label} must be a date.`);
    return value;
  }

  all(name: string): string[] {
    return this.#fields.getAll(name);
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }
}
