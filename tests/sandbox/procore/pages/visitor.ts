export interface Page {
  status: number;
  text: string;
  /** Path of the page the browser ended on. */
  path: string;
  headers: Headers;
}

/** A person with a browser that keeps cookies and follows redirects within the host. */
export class Visitor {
  readonly #origin: string;
  #cookie = "";

  constructor(origin: string) {
    this.#origin = origin;
  }

  async open(path: string): Promise<Page> {
    return this.#go(path, { method: "GET" });
  }

  async signIn(login: string): Promise<Page> {
    const password = login.replace(/^(\w+)@(\w+)\..*$/, "$2-$1");
    return this.#go("/login", { method: "POST", body: new URLSearchParams({ login, password }) });
  }

  /**
   * Fills in the form that the page at `path` holds for `action` (its own path unless given) and
   * sends it.
   */
  async send(path: string, fields: Record<string, string>, action = path): Promise<Page> {
    const page = await this.open(path);
    return this.post(action, { csrf: csrfOf(page), ...fields });
  }

  /** Sends without looking at any form first, as somebody would who forges the request. */
  async post(path: string, fields: Record<string, string>): Promise<Page> {
    return this.#go(path, { method: "POST", body: new URLSearchParams(fields) });
  }

  async csrf(): Promise<string> {
    return csrfOf(await this.open("/"));
  }

  async #go(path: string, init: RequestInit): Promise<Page> {
    const response = await fetch(new URL(path, this.#origin), {
      ...init,
      redirect: "manual",
      headers: { cookie: this.#cookie },
    });
    for (const set of response.headers.getSetCookie()) this.#cookie = set.split(";")[0] ?? "";
    const location = response.headers.get("location");
    if (location) {
      const next = new URL(location, response.url);
      return this.#go(next.pathname + next.search, { method: "GET" });
    }
    return {
      status: response.status,
      text: await response.text(),
      path: new URL(response.url).pathname,
      headers: response.headers,
    };
  }
}

function csrfOf({ text }: Page): string {
  return /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? "";
}
