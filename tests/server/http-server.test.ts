import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished } from "vitest";
import { createHttpServer } from "../../server/http-server.ts";

it("gives a request that never came whole the headers of all answers", async () => {
  const server = createHttpServer({ isSecure: true, log: { warn() {} } }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  server.once("connection", (socket) => {
    server.emit(
      "clientError",
      Object.assign(new Error(), { code: "ERR_HTTP_REQUEST_TIMEOUT" }),
      socket,
    );
  });

  const answer = await text(connect((server.address() as AddressInfo).port, "127.0.0.1"));

  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  expect(answer).toContain("strict-transport-security: max-age");
  expect(answer).toContain("x-content-type-options: nosniff");
});
