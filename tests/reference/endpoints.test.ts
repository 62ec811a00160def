import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ENDPOINTS } from "../sandbox/procore/rest/endpoints/all.ts";
import { openStage, type Stage } from "../sandbox/procore/stage.ts";
import { CASES, type Case } from "./cases.ts";
import { toSchema, type Schema } from "./json-schema.ts";
import { faultsOf, keyOf, openReference, REFERENCE, type Reference } from "./reference.ts";

if (!REFERENCE) console.info("Skipped: PROCORE_REFERENCE names no folder, so the Procore sandbox is not held against the reference.");

describe.skipIf(!REFERENCE)("Procore sandbox against the reference", () => {
  const reference = (REFERENCE ? openReference(REFERENCE) : undefined) as Reference;
  let stage: Stage;

  beforeEach(async () => {
    stage = await openStage();
  });

  afterEach(() => stage.close());

  it.each(CASES)("$key answers as noted", async (call) => {
    const answer = await make(stage, call);
    const schema = v2Contract(call, reference) ?? reference.response(call.key, answer.status);

    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    expect(reference.has(call.key)).toBe(true);
    if (schema) expect(faultsOf(schema, answer.body)).toEqual([]);
    else expect(call.key).toMatch(/^DELETE|bulk_item_update/);
  });

  it("plays no endpoint that the reference does not know", () => {
    const unknown = ENDPOINTS.map(({ method, path }) => keyOf(method, path)).filter((key) => !reference.has(key));

    expect(unknown).toEqual([]);
  });
});

async function make(stage: Stage, { key, ids, query, body, as }: Case) {
  const [method = "GET", template = ""] = key.split(" ");
  const path = Object.entries(ids?.(stage) ?? {}).reduce((filled, [name, id]) => filled.replace(`{${name}}`, id), template);
  const search = new URLSearchParams(query?.(stage)).toString();
  return stage.call(method, search ? `${path}?${search}` : path, { as, body: body?.(stage) });
}

/** The v2 contract's answer is not noted anywhere: its request's attributes, and what every record has. */
function v2Contract({ key }: Case, reference: Reference): Schema | undefined {
  if (!/\/commitment_contracts(\/\{id\})?$/.test(key) || !key.includes("/v2.0/")) return undefined;
  const request = reference.request("POST /rest/v2.0/companies/{}/projects/{}/commitment_contracts");
  const { properties = {} } = request ?? {};
  const text = { type: "string" };
  const instant = { type: "string", format: "date-time" };
  const contract = { type: "object", properties: { ...properties, id: text, grand_total: { type: "string", format: "decimal" }, created_at: instant, updated_at: instant, deleted_at: instant }, required: ["id", "grand_total", "created_at", "updated_at"] };
  const isList = !key.endsWith("{id}");
  return toSchema({ type: "object", required: ["data"], properties: { data: isList ? { type: "array", items: contract } : contract } });
}
