import { describe, expect, it } from "vitest";
import type { Endpoint } from "../sandbox/procore/rest/call.ts";
import { ENDPOINTS } from "../sandbox/procore/rest/endpoints/all.ts";
import { openStage, type Stage } from "../sandbox/procore/stage.ts";
import type { Case } from "./case.ts";
import { CASES } from "./cases.ts";
import { expectedOf, UNDESCRIBED } from "./expected.ts";
import { faultsIn } from "./faults-in.ts";
import {
  faultsOf,
  keyOf,
  nameless,
  openReference,
  REFERENCE,
  type Reference,
} from "./reference.ts";

if (!REFERENCE) {
  console.info(
    "Skipped: PROCORE_REFERENCE names no folder, so the Procore sandbox is not held against the reference.",
  );
}

describe.skipIf(!REFERENCE)("Procore sandbox against the reference", () => {
  const reference = (REFERENCE ? openReference(REFERENCE) : undefined) as Reference;

  it.each(CASES.map((one) => [one.view ? `${one.key} ${one.view}` : one.key, one] as const))(
    "%s answers as noted",
    async (_name, one) => {
      const stage = await openStage();
      await one.given?.(stage);
      const query = new URLSearchParams({
        ...one.query?.(stage),
        ...(one.view && { view: one.view }),
      });

      const answer = await make(stage, one, query);
      await stage.close();

      expect([200, 201, 204], JSON.stringify(answer.body)).toContain(answer.status);
      expect(reference.has(one.key)).toBe(true);
      const schema = expectedOf(reference, {
        key: nameless(one.key),
        status: answer.status,
        query,
      });
      if (schema) expect(faultsOf(schema, answer.body)).toEqual([]);
      else {
        expect(
          UNDESCRIBED.some(({ keys }) => keys.test(one.key)),
          "the reference describes no answer, and no reason is given",
        ).toBe(true);
      }
    },
  );

  it("finds an answer that strays, so that the test which asked for it fails", () => {
    const endpoint = ENDPOINTS.find(
      ({ method, path }) => method === "GET" && path === "/rest/v1.0/companies",
    ) as Endpoint;
    const text = JSON.stringify([{ id: "1", name: "Ridgeline", colour: "red" }]);

    const faults = faultsIn(reference, {
      endpoint,
      url: new URL("http://localhost/rest/v1.0/companies"),
      status: 200,
      text,
    });

    expect(faults).toEqual([
      expect.stringContaining("colour"),
      expect.stringContaining("must be integer"),
    ]);
  });

  it("plays no endpoint that the reference does not know", () => {
    const unknown = ENDPOINTS.map(({ method, path }) => keyOf(method, path)).filter(
      (key) => !reference.has(key),
    );

    expect(unknown).toEqual([]);
  });
});

it("has a case for every endpoint that the sandbox plays", () => {
  const held = new Set(CASES.map(({ key }) => nameless(key)));

  expect(
    ENDPOINTS.map(({ method, path }) => keyOf(method, path)).filter((key) => !held.has(key)),
  ).toEqual([]);
});

async function make(stage: Stage, { key, ids, body, as }: Case, query: URLSearchParams) {
  const [method = "GET", template = ""] = key.split(" ");
  const path = Object.entries(ids?.(stage) ?? {}).reduce(
    (filled, [name, id]) => filled.replace(`{${name}}`, id),
    template,
  );
  return stage.call(method, query.size > 0 ? `${path}?${query}` : path, {
    as,
    body: body?.(stage),
  });
}
