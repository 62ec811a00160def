/** Text that may stand in a page as it is: everything foreign in it has been escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Shown = Markup | string | number | false | null | undefined | readonly Shown[];

/**
 * The only way a page is put together: whatever is not Markup is escaped, false and undefined show
 * nothing.
 */
export function html(parts: TemplateStringsArray, ...values: Shown[]): Markup {
  return new Markup(parts.reduce((text, part, index) => text + show(values[index - 1]) + part));
}

function show(value: Shown): string {
  if (value === false || value === null || value === undefined) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(show).join("");
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
