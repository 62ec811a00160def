import type { AuditEntry } from "../../server/api/contract.ts";

const dana = { userId: "42", login: "dana@northgate.test", name: "Dana Whitfield" };
const luis = {
  userId: "43",
  login: "luis.oyelaran-castellanos@northgate.test",
  name: "Luis Oyelaran",
};
const nobody = { userId: null, login: null, address: null, requestId: null };

function entry(sequence: number, day: string, changes: Partial<AuditEntry>): AuditEntry {
  return {
    sequence: String(sequence),
    at: `2026-03-${day}:00.000Z`,
    actor: "person",
    ...dana,
    action: "settings_saved",
    subject: { kind: "settings", id: "netsuite", name: "Settings of NetSuite" },
    before: null,
    after: null,
    address: "203.0.113.24",
    requestId: `0f8b5c1e-5d0a-4b7e-9a63-1c2d3e4f50${10 + sequence}`,
    previousHash: "0".repeat(64),
    hash: "a".repeat(64),
    ...changes,
  };
}

/** Newest first, of four days. */
export function someAuditLog(): AuditEntry[] {
  return [
    entry(7, "21T09:14", {
      ...nobody,
      actor: "procore",
      name: "Procore",
      action: "uninstalled_in_procore",
      subject: { kind: "company", id: "562949953421312", name: "Northgate Builders" },
      before: { Status: "active" },
      after: { Status: "uninstalled" },
    }),
    entry(6, "20T16:02", {
      ...luis,
      action: "refused",
      subject: { kind: "door", id: "PUT /settings", name: "PUT /settings" },
      after: {
        Asked: "/settings",
        Answered:
          "This needs Admin on the company's ERP Integrations tool in Procore. A company admin can grant it.",
      },
    }),
    entry(5, "20T15:58", {
      ...luis,
      action: "sync_requested",
      subject: { kind: "commitment", id: "562949953471001", name: "SC-014" },
      before: { Status: "error" },
      after: { Status: "pending" },
    }),
    entry(4, "20T15:40", {
      before: { "Automatic sync": false, "Payment schedule": "never", "Default subsidiary": null },
      after: {
        "Automatic sync": true,
        "Payment schedule": "hourly",
        "Default subsidiary": "Northgate Builders Inc. (1)",
      },
    }),
    entry(3, "19T11:05", {
      action: "connection_saved",
      subject: { kind: "connection", id: "netsuite", name: "Connection to NetSuite" },
      before: { "Connected to": "NetSuite" },
      after: {
        "Connected to": "NetSuite",
        "Changed credentials": ["Certificate ID", "Private key"],
      },
    }),
    entry(2, "19T11:00", {
      action: "projects_chosen",
      subject: { kind: "projects", id: "562949953421312", name: "Projects" },
      before: { "Chosen projects": 1, Removed: [] },
      after: {
        "Chosen projects": 2,
        Added: ["Eastside Clinic and Outpatient Pavilion, Phase II (562949953500002)"],
      },
    }),
    entry(1, "18T08:30", {
      action: "signed_in",
      subject: { kind: "session", id: "42", name: "Session of Dana Whitfield" },
      after: { "Session begun": "2026-03-18T08:29:58.120Z" },
    }),
  ];
}
