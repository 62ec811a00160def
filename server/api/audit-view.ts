import { Transform } from "node:stream";
import { stringify } from "csv-stringify";
import type { StoredAuditEntry } from "../store/audit-log.ts";
import { AuditEntry } from "./contract.ts";

export function entryView(entry: StoredAuditEntry): AuditEntry {
  const { subjectKind: kind, subjectId: id, subjectName: name, at, ...more } = entry;
  return AuditEntry.parse({ ...more, at: at.toISOString(), subject: { kind, id, name } });
}

const COLUMNS = {
  sequence: "Entry",
  at: "At",
  actor: "Actor",
  userId: "User ID",
  login: "Login",
  name: "Name",
  action: "Action",
  "subject.kind": "Subject",
  "subject.id": "Subject ID",
  "subject.name": "Subject name",
  before: "Before",
  after: "After",
  address: "Address",
  requestId: "Request ID",
  previousHash: "Previous hash",
  hash: "Hash",
};

/** What turns entries into the text of a file. */
export function writerOf(format: "csv" | "jsonl"): Transform {
  if (format === "csv") {
    const columns = Object.entries(COLUMNS).map(([key, header]) => ({ key, header }));
    // A record's name may be written by anybody: "=…" in a cell would be run as a formula.
    return stringify({ columns, header: true, bom: true, escape_formulas: true });
  }
  return new Transform({
    writableObjectMode: true,
    transform(entry, _encoding, done) {
      done(null, `${JSON.stringify(entry)}\n`);
    },
  });
}
