import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createSeal } from "../../../server/store/seal.ts";
import { sealedBefore } from "./sealed-before.ts";

const old = { id: "old", key: randomBytes(32) };
const current = { id: "new", key: randomBytes(32) };
const place = ["connections.credentials", "562949953421313/netsuite"] as const;

it("opens what it sealed, whatever the text", () => {
  const { seal, open } = createSeal([current]);

  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      (text) => open(seal(text, ...place), ...place) === text.toWellFormed(),
    ),
  );
});

it("seals the same text differently each time, with the key's name in front", () => {
  const { seal, sealsWith } = createSeal([current]);

  const sealed = [seal("hunter2", ...place), seal("hunter2", ...place)];

  expect(new Set(sealed).size).toBe(2);
  expect(sealed.join()).toMatch(/^v2\.new\.[\w-]+,v2\.new\.[\w-]+$/);
  expect(sealsWith).toBe("v2.new");
});

it("opens what an earlier key sealed and seals with the current one", () => {
  const before = createSeal([old]).seal("hunter2", ...place);
  const after = createSeal([current, old]);

  expect(after.open(before, ...place)).toBe("hunter2");
  expect(after.seal("x", ...place)).toMatch(/^v2\.new\./);
});

it("opens what a version sealed that did not bind values to their place", () => {
  const { open } = createSeal([current, old]);

  expect(open(sealedBefore("hunter2", old), ...place)).toBe("hunter2");
  const named = { ...old, id: "v2" };
  expect(createSeal([named]).open(sealedBefore("hunter2", named), ...place)).toBe("hunter2");
});

it("names the key that is missing", () => {
  const sealed = createSeal([old]).seal("hunter2", ...place);

  expect(() => createSeal([current]).open(sealed, ...place)).toThrow(
    'sealed with key "old", which ENCRYPTION_KEYS lacks',
  );
});

it("refuses a change of any byte", () => {
  const { seal, open } = createSeal([current]);
  const [version, name, body = ""] = seal("hunter2", ...place).split(".");
  const bytes = Buffer.from(body, "base64url");

  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => open(`${version}.${name}.${changed.toString("base64url")}`, ...place)).toThrow(
      "does not open",
    );
  }
});

it("refuses a secret that was moved under another key's name, or made to look unbound", () => {
  const twins = createSeal([
    { id: "a", key: current.key },
    { id: "b", key: current.key },
  ]);
  const sealed = twins.seal("hunter2", ...place);

  expect(() => twins.open(sealed.replace(".a.", ".b."), ...place)).toThrow("does not open");
  expect(() => twins.open(sealed.replace("v2.", ""), ...place)).toThrow("does not open");
});
