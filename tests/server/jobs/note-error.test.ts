import { expect, it } from "vitest";
import { noteError } from "../../../server/jobs/note-error.ts";
import { createLog } from "../../../server/log.ts";

function levelOf(error: unknown): unknown {
  const lines: string[] = [];
  noteError(createLog("info", { write: (line) => void lines.push(line) }), error, "tick failed");
  return (JSON.parse(lines[0]!) as { level: string }).level;
}

it.each([
  Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" }),
  Object.assign(new Error("the database system is starting up"), { code: "57P03" }),
  new Error("the job", { cause: new Error("Connection terminated unexpectedly") }),
  new Error("ROLLBACK - Client has encountered a connection error and is not queryable"),
  new Error("Client was closed and is not queryable"),
  new Error("Query read timeout"),
  new Error("timeout exceeded when trying to connect"),
  // as pg-boss tells of it
  { message: "Connection terminated unexpectedly (Queue: push-record, Worker: 1)" },
])("warns where PostgreSQL is away: %s", (error) => {
  expect(levelOf(error)).toBe("warn");
});

it("calls all else an error", () => {
  expect(levelOf(new Error("relation does not exist"))).toBe("error");
});
