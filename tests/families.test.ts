import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { expect, it } from "vitest";

/** Rooms that know no outside system by name, and none of its words. */
const ROOMS = ["client", "server/api", "server/store", "server/sync"];
const WORDS = /netsuite|suitetalk|suiteql|subsidiar\w*|purchase[ _]?orders?\w*/gi;

/** Where one of the words stands all the same: which, and why. */
const EXCEPTIONS: { file: string; word: string; because: string }[] = [
  { file: "client/panel/ready.tsx", word: "purchase order", because: "Procore's own word" },
  { file: "client/panel/payments.tsx", word: "purchase order", because: "Procore's own word" },
  { file: "client/panel/no-commitment.tsx", word: "purchase order", because: "Procore's own word" },
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

const root = resolve(import.meta.dirname, "..");

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

const named = ROOMS.flatMap(filesUnder).flatMap((file) => {
  const words = readFileSync(join(root, file), "utf8").match(WORDS) ?? [];
  return [...new Set(words.map((word) => word.toLowerCase()))].map((word) => ({ file, word }));
});

const isSame = (one: { file: string; word: string }) => (other: typeof one) =>
  one.file === other.file && one.word === other.word;

it("names no outside system, and none of its words, outside its own folder", () => {
  expect(named.filter((one) => !EXCEPTIONS.some(isSame(one)))).toEqual([]);
});

it("lists no exception that is none any more", () => {
  expect(EXCEPTIONS.filter((one) => !named.some(isSame(one)))).toEqual([]);
});
