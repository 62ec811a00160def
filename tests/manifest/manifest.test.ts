import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { watchedResources } from "../../server/kinds/resources.ts";
import { parseDelivery } from "../../server/webhooks/parse-delivery.ts";
import { workOf } from "../../server/webhooks/work-of.ts";
import { webhookV3 } from "../fixtures/procore/webhooks/v3.ts";

const manifest = JSON.parse(
  readFileSync(new URL("../../manifest/manifest.json", import.meta.url), "utf8"),
) as {
  events: { company: string[]; project: string[] };
  components: { iframe: { instances: { views?: string[] }[] } };
};

it("names just the events that the hooks subscribe to", () => {
  expect(manifest.events).toEqual({
    company: watchedResources("company"),
    project: watchedResources("project"),
  });
});

// Procore docs, "Side Panel View Keys".
const CONTRACTS =
  /^commitments\.(contracts\.list|(work_order_contracts|purchase_order_contracts|requisitions)\.(detail|edit))$/;

it("mounts the panel where people look for a contract's money", () => {
  const views = manifest.components.iframe.instances.flatMap((one) => one.views ?? []);

  expect(views.filter((view) => !CONTRACTS.test(view))).toEqual([]);
  expect(views).toHaveLength(7);
});

it.each([...manifest.events.company, ...manifest.events.project])(
  "has work for an event of %s",
  (resourceName) => {
    const parsed = parseDelivery(JSON.stringify(webhookV3({ resource_name: resourceName })));
    if (!("delivery" in parsed)) throw new Error(parsed.problem);

    const { changes, polls } = workOf([{ ...parsed.delivery, related: [] }]);

    expect(changes.length + polls.length).toBe(1);
  },
);
