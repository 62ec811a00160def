import { expect, it } from "vitest";
import { documentKinds } from "../../../server/connectors/documents.ts";
import { credentialsSchema, settingsSchema } from "../../../server/connectors/field-schemas.ts";
import { nothingChosen } from "../../../server/connectors/fields.ts";
import { shownOf, whyUnsupported, wordsFor } from "../../../server/connectors/system.ts";
import type { ConnectorStage } from "./stage.ts";

const SENTENCE = /^\S.*[.?]$/s;

/** What forms, checks, words and remedies are drawn from. */
export function descriptionBattery(open: () => Promise<ConnectorStage>): void {
  it("has words for every document that it takes, and a sentence for every other", async () => {
    const { system, orderKind } = await open();

    for (const kind of documentKinds) {
      const whyNot = whyUnsupported(system, kind);
      if (whyNot === undefined) expect(wordsFor(system, kind).many).toMatch(/^[A-Z]/);
      else expect(whyNot).toMatch(SENTENCE);
    }
    expect(whyUnsupported(system, orderKind)).toBeUndefined();
  });

  it("leads people to what it takes, without credentials", async () => {
    const { system, entered } = await open();
    const taken = documentKinds.filter((kind) => whyUnsupported(system, kind) === undefined);

    const urls = taken.map((kind) => system.webUrl(shownOf(system, entered), kind, "9031"));

    expect(urls.filter((url) => !URL.canParse(url) || !url.includes("9031"))).toEqual([]);
  });

  it("signs in and offers choices for the settings that take them, and for no other", async () => {
    const stage = await open();

    const { summary, choices } = await stage.connect().check();

    const offering = stage.system.settings.filter(
      ({ input, choices: fixed, offeredAs, per }) =>
        per === "custom_field" || (input === "choice" && !fixed && !offeredAs),
    );
    expect(summary).not.toBe("");
    expect(Object.keys(choices).toSorted()).toEqual(offering.map(({ id }) => id).toSorted());
    for (const offered of Object.values(choices)) expect(offered).not.toEqual([]);
  });

  it("takes the credentials that it describes, and misses each that it needs", async () => {
    const { system, entered } = await open();
    const { fields } = system.credentials;
    const schema = credentialsSchema(fields);

    const typed = Object.fromEntries(fields.map(({ id }) => [id, entered[id] ?? ""]));

    expect(schema.safeParse(typed)).toMatchObject({ success: true });
    for (const { id, needed, isSecret } of fields) {
      const lacking = { ...typed, [id]: "" };
      expect([id, schema.safeParse(lacking).success]).toEqual([id, isSecret || !needed]);
      if (needed) expect(needed).toMatch(SENTENCE);
    }
    expect(schema.safeParse({ ...typed, somethingElse: "x" }).success).toBe(false);
  });

  it("shows no secret, and refuses to connect without what it needs", async () => {
    const { system, entered } = await open();
    const secrets = system.credentials.fields.filter(({ isSecret }) => isSecret);

    expect(secrets).not.toEqual([]);
    for (const { id } of secrets) expect(shownOf(system, entered)).not.toHaveProperty(id);
    expect(() => system.connect({ credentials: {}, settings: {}, lane: (call) => call() })).toThrow(
      expect.objectContaining({ code: "credentials_refused" }),
    );
  });

  it("knows an account by what may be shown, and a stranger's address as none of its own", async () => {
    const { system, entered } = await open();

    expect(system.accountOf(shownOf(system, entered))).toBe(system.accountOf(entered));
    expect(system.isOwnAddress(system.addressOf(entered))).toBe(false);
  });

  it("asks for a setting only with a value that another one can have", async () => {
    const { system } = await open();
    const byId = new Map(system.settings.map((field) => [field.id, field]));

    for (const { onlyWith } of system.settings) {
      if (!onlyWith) continue;
      const { choices, per } = byId.get(onlyWith.field) ?? {};
      expect(per).toBe("company");
      expect(choices?.map(({ id }) => id)).toContain(onlyWith.value);
    }
  });

  it("takes settings with nothing chosen", async () => {
    const { system } = await open();

    const nothing = nothingChosen(system.settings);

    expect(settingsSchema(system.settings).safeParse(nothing)).toMatchObject({ success: true });
  });

  it("gives advice in sentences for all that it is known to refuse", async () => {
    const { system } = await open();

    for (const { title, remedy, says } of system.refusals) {
      expect(title).toMatch(/^\S.*[^.]$/);
      expect(remedy).toMatch(SENTENCE);
      expect(says).not.toEqual([]);
    }
  });
}
