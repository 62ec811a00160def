import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

interface Use {
  file: string;
  word: string;
}

/** Rooms that know no outside system by name, and none of its words. */
const OF_NO_SYSTEM = ["client", "server/api", "server/store", "server/sync"];
const SYSTEMS_WORDS = /netsuite|suitetalk|suiteql|subsidiar\w*|purchase[ _]?orders?\w*/gi;

/** Where one of the words stands all the same: which, and why. */
const NAMED_SYSTEMS: (Use & { because: string })[] = [
  {
    file: "client/panel/not-integrated.tsx",
    word: "purchase order",
    because: "Procore's own word",
  },
  { file: "client/panel/payments.tsx", word: "purchase order", because: "Procore's own word" },
  { file: "client/panel/panel.tsx", word: "purchase order", because: "Procore's own word" },
  {
    file: "client/panel/panel.tsx",
    word: "purchase_order_contracts",
    because: "a view in Procore's host frame",
  },
  {
    file: "server/api/contract-commitment.ts",
    word: "purchase_order",
    because: "Procore's own kind",
  },
];

/** Rooms that ask `kinds` and know no kind of record by name. */
const OF_NO_KIND = ["server/sync", "server/webhooks", "server/api", "server/store"];
const KINDS =
  /["'`](?:vendor|commitment|requisition)["'`]|kinds\/(?:vendor|commitment|requisition)|\b(?:vendor|commitment|requisition): true/g;

const NAMED_KINDS: (Use & { because: string })[] = [
  { file: "server/sync/push/write-document.ts", word: '"vendor"', because: "a document's kind" },
  { file: "server/sync/push/preview-push.ts", word: '"vendor"', because: "a document's kind" },
  {
    file: "server/store/connections.ts",
    word: "commitment: true",
    because: "what a new connection begins with",
  },
  {
    file: "server/store/connections.ts",
    word: "requisition: true",
    because: "what a new connection begins with",
  },
  // The side panel is a page of commitments and their invoices.
  ...[
    "live.ts",
    "commitment-view.ts",
    "money-view.ts",
    "see-commitment.ts",
    "tell-invoice.ts",
    "not-in-erp.ts",
    "project-view.ts",
  ].map((file) => ({
    file: `server/api/${file}`,
    word: "kinds/commitment",
    because: "the side panel",
  })),
  ...[
    "invoice-view.ts",
    "commitment-view.ts",
    "money-view.ts",
    "see-invoice.ts",
    "tell-invoice.ts",
    "project-view.ts",
    "projects.ts",
  ].map((file) => ({
    file: `server/api/${file}`,
    word: "kinds/requisition",
    because: "the side panel",
  })),
];

const root = resolve(import.meta.dirname, "..");

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".md"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

function usesOf(words: RegExp, rooms: string[]): Use[] {
  return rooms.flatMap(filesUnder).flatMap((file) => {
    const found = readFileSync(join(root, file), "utf8").match(words) ?? [];
    return [...new Set(found.map((word) => word.toLowerCase()))].map((word) => ({ file, word }));
  });
}

const isSame = (one: Use) => (other: Use) => one.file === other.file && one.word === other.word;

describe.each([
  ["outside system, and none of its words", usesOf(SYSTEMS_WORDS, OF_NO_SYSTEM), NAMED_SYSTEMS],
  ["kind of record", usesOf(KINDS, OF_NO_KIND), NAMED_KINDS],
])("knows no %s", (_, named, exceptions) => {
  it("outside its own folder", () => {
    expect(named.filter((one) => !exceptions.some(isSame(one)))).toEqual([]);
  });

  it("and lists no exception that is none any more", () => {
    expect(exceptions.filter((one) => !named.some(isSame(one)))).toEqual([]);
  });
});
