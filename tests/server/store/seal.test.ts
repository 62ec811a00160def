import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createSeal } from "../../../server/store/seal.ts";

const old = { id: "old", key: randomBytes(32) };
const current = { id: "new", key: randomBytes(32) };

it("opens what it sealed, whatever the text", () => {
  const { seal, open } = createSeal([current]);

  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => open(seal(text)) === text.toWellFormed()),
  );
});

it("seals the same text differently each time, with the key's name in front", () => {
  const { seal } = createSeal([current]);

  const sealed = [seal("hunter2"), seal("hunter2")];

  expect(new Set(sealed).size).toBe(2);
  expect(sealed.join()).toMatch(/^new\.[\w-]+,new\.[\w-]+$/);
});

it("opens what an earlier key sealed and seals with the current one", () => {
  const before = createSeal([old]).seal("hunter2");
  const after = createSeal([current, old]);

  expect(after.open(before)).toBe("hunter2");
  expect(after.seal("x")).toMatch(/^new\./);
});

it("names the key that is missing", () => {
  const sealed = createSeal([old]).seal("hunter2");

  expect(() => createSeal([current]).open(sealed)).toThrow(
    'sealed with key "old", which ENCRYPTION_KEYS lacks',
  );
});

it("refuses a change of any byte", () => {
  const { seal, open } = createSeal([current]);
  const [name, body = ""] = seal("hunter2").split(".");
  const bytes = Buffer.from(body, "base64url");

  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => open(`${name}.${changed.toString("base64url")}`)).toThrow("does not open");
  }
});

it("refuses a secret that was moved under another key's name", () => {
  const twins = createSeal([
    { id: "a", key: current.key },
    { id: "b", key: current.key },
  ]);
  const sealed = twins.seal("hunter2");

  expect(() => twins.open(sealed.replace(/^a\./, "b."))).toThrow("does not open");
});
