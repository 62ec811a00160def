import { ULID_MARK } from "./load.ts";

export interface Sender {
  port: number;
  authorization: string;
  /** JSON of a delivery; every `ULID` in it becomes the delivery's own. */
  template: string;
  /** Behind a proxy: where it comes from. */
  from?: string;
}

/** A whole HTTP request, as text, for each ULID. */
export function deliveryRequest({ port, authorization, template, from }: Sender) {
  const head = [
    "POST /webhooks/procore HTTP/1.1",
    `host: localhost:${port}`,
    "content-type: application/json",
    `authorization: ${authorization}`,
    ...(from === undefined ? [] : [`x-forwarded-for: ${from}`]),
    `content-length: ${Buffer.byteLength(template)}`,
    "",
    "",
  ].join("\r\n");
  const [before, after] = template.split(ULID_MARK);
  return (ulid: string) => `${head}${before}${ulid}${after}`;
}
