import { describe, expect, it } from "vitest";
import { webhookV2 } from "../fixtures/procore/webhooks/v2.ts";
import { webhookV3 } from "../fixtures/procore/webhooks/v3.ts";
import { webhookV4 } from "../fixtures/procore/webhooks/v4.ts";
import { payload } from "../sandbox/procore/webhooks/payload.ts";
import type { HookEvent } from "../sandbox/procore/webhooks/records.ts";
import { fromSample } from "./json-schema.ts";
import { faultsOf, openReference, REFERENCE, type Reference } from "./reference.ts";

const EVENT: HookEvent = {
  id: "562949953430101", ulid: "01K9Y3T6Q2R8M4V7X1B5N0C3ZD", at: "2026-10-14T17:42:08.512000Z", companyId: "562949953421313", projectId: "562949953421315", userId: "562949953421571",
  resourceName: "Work Order Contract Line Items", resourceId: "562949953421601", eventType: "update", related: [{ id: "562949953421600", name: "Work Order Contracts" }], applicationId: "crosstie-client",
};

if (!REFERENCE) console.info("Skipped: PROCORE_REFERENCE names no folder, so webhook payloads are not held against the reference.");

describe.skipIf(!REFERENCE)("webhook payloads against the reference", () => {
  const reference = (REFERENCE ? openReference(REFERENCE) : undefined) as Reference;

  it.each([
    ["v2", webhookV2()],
    ["v3", webhookV3()],
    ["v4", webhookV4()],
  ] as const)("the %s fixture has the sample's shape", (version, body) => {
    expect(faultsOf(fromSample(reference.sample(version)), body)).toEqual([]);
  });

  it.each([
    ["v2", payload(EVENT, "v2.0", true)],
    ["v3", payload(EVENT, "v3.0", true)],
    ["v4", payload(EVENT, "v4.0", true)],
  ] as const)("the sandbox's %s payload has the sample's shape", (version, body) => {
    expect(faultsOf(fromSample(reference.sample(version)), body)).toEqual([]);
  });
});
