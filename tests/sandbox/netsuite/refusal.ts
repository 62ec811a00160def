export interface Detail {
  detail: string;
  code: string;
  /** Where in the body, e.g. `item.items[0].item`. */
  path?: string;
  /** Which query parameter, e.g. `q`. */
  parameter?: string;
  header?: string;
}

/** NetSuite said no. Thrown anywhere below a handler, answered in NetSuite's error shape. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly details: Detail[];
  readonly headers: Record<string, string>;

  constructor(status: number, details: Detail | Detail[], headers: Record<string, string> = {}) {
    const list = [details].flat();
    super(list.map((one) => one.detail).join(" "));
    this.status = status;
    this.details = list;
    this.headers = headers;
  }

  toResponse(): Response {
    return Response.json(
      {
        type: TYPES[this.status] ?? TYPES[500],
        title: TITLES[this.status] ?? TITLES[500],
        status: this.status,
        "o:errorDetails": this.details.map(({ detail, code, path, parameter, header }) => ({
          detail,
          ...(path && { "o:errorPath": path }),
          ...(parameter && { "o:errorQueryParam": parameter }),
          ...(header && { "o:errorHeader": header }),
          "o:errorCode": code,
        })),
      },
      {
        status: this.status,
        headers: {
          ...this.headers,
          "content-type": "application/vnd.oracle.resource+json; type=error",
        },
      },
    );
  }
}

const RFC = "https://www.rfc-editor.org/rfc/rfc9110.html#section-";
const TYPES: Record<number, string> = {
  400: `${RFC}15.5.1`,
  401: `${RFC}15.5.2`,
  403: `${RFC}15.5.4`,
  404: `${RFC}15.5.5`,
  405: `${RFC}15.5.6`,
  409: `${RFC}15.5.10`,
  429: "https://www.rfc-editor.org/rfc/rfc6585.html#section-4",
  500: `${RFC}15.6.1`,
};
const TITLES: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  429: "Too Many Requests",
  500: "Internal Server Error",
};

/**
 * A business rule refused the save; only the text tells which. Where somebody has published what an
 * account says (tests/fixtures/netsuite), it is said in the same words here.
 */
export function userError(text: string): Refusal {
  return new Refusal(400, {
    detail: `Error while accessing a resource. ${text}`,
    code: "USER_ERROR",
  });
}

export function invalidContent(text: string, path?: string): Refusal {
  return new Refusal(400, {
    detail: `Error while accessing a resource. ${text}`,
    code: "INVALID_CONTENT",
    path,
  });
}

export function invalidParameter(detail: string, parameter: string): Refusal {
  return new Refusal(400, { detail, code: "INVALID_PARAMETER", parameter });
}

export function invalidRequest(detail: string): Refusal {
  return new Refusal(400, { detail, code: "INVALID_REQUEST" });
}

export function noSuchRecord(): Refusal {
  return new Refusal(404, {
    detail: "The record instance does not exist. Provide a valid record instance ID.",
    code: "NONEXISTENT_ID",
  });
}

export function invalidMethod(method: string, path: string): Refusal {
  return new Refusal(405, {
    detail: `The operation ${method} is not offered on ${path}.`,
    code: "INVALID_METHOD",
  });
}
