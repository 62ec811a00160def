/**
 * A page or a form that this person, or this record in its state, may not have. Shown as a page
 * with the status.
 */
export class PageRefused extends Error {
  override readonly name = "PageRefused";
  readonly status: number;

  constructor(status: 403 | 404 | 409 | 422, message: string) {
    super(message);
    this.status = status;
  }
}

export function notFound(what: string): PageRefused {
  return new PageRefused(
    404,
    `${what} does not exist, or you do not have access to it. Ask your Procore administrator if you should.`,
  );
}
