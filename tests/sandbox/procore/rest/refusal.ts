import { ActRefused } from "../../core/system.ts";

/**
 * Thrown anywhere below an endpoint, an act or a page; REST answers with it, the act door and the
 * pages show its words.
 */
export class Refusal extends ActRefused {
  readonly status: number;
  readonly errors: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, errors: unknown, headers: Record<string, string> = {}) {
    super(words(errors));
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

export const notFound = () => new Refusal(404, ["Not found"]);
export const forbidden = (what: string) =>
  new Refusal(403, [`You do not have permission to ${what}.`]);
export const invalid = (field: string, reason: string) => new Refusal(422, { [field]: [reason] });
export const malformed = (field: string, reason: string) => new Refusal(400, { [field]: [reason] });
export const unknownField = (field: string) =>
  new Refusal(406, { [field]: ["is not a known attribute"] });
export const taken = (field: string) => new Refusal(409, { [field]: ["has already been taken"] });

function words(errors: unknown): string {
  if (typeof errors === "string") return errors;
  if (Array.isArray(errors)) return errors.join("; ");
  return Object.entries(errors ?? {})
    .map(
      ([field, reasons]) => `${field === "base" ? "" : `${field} `}${[reasons].flat().join(", ")}`,
    )
    .join("; ");
}
