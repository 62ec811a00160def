import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { createCommitment, logOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { deliver, withhold } from "./deliveries.ts";

const lines: string[] = [];
const { world, installed } = useWorld({
  logLevel: "info",
  logTo: { write: (line) => void lines.push(line) },
});

const kept = () =>
  world.database.admin("deliveries").orderBy("delivery_id").pluck<string[]>("resource_id");

it.each([
  ["a wrong", "Bearer of-someone-else"],
  ["a missing", undefined],
])("answers 401 to a webhook with %s secret and stores nothing", async (_which, wrong) => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: `Handrails, ${wrong}`,
    status: "Draft",
  });
  await atRest(world);
  const before = await kept();
  const [change] = await withhold(world, () =>
    world.procore.system.act({ do: "approve_commitment", id: commitment.id }),
  );

  const refused = await deliver(world, change!.payload, wrong);

  expect(refused.status).toBe(401);
  await atRest(world);
  expect(await kept()).toEqual(before);
  expect(await logOf(world, commitment)).toHaveLength(1);

  const genuine = await deliver(world, change!.payload, change!.authorization);
  expect(genuine.status).toBe(204);
  await atRest(world);
  expect(await logOf(world, commitment)).toHaveLength(2);
});

it("answers 4xx to malformed JSON and logs it without its body", async () => {
  const [change] = await withhold(world, () =>
    createCommitment(world, installed, { vendor: "Acme Steel Erectors", title: "Mezzanine" }),
  );
  const before = await kept();
  const logged = lines.length;

  const answer = await deliver(
    world,
    JSON.stringify({ note: "Tr0ub4dor", ...change!.payload }).slice(0, -2),
    change!.authorization,
  );

  expect(answer.status).toBe(400);
  expect(await kept()).toEqual(before);
  const written = lines.slice(logged).join("");
  expect(written).toContain('"outcome":"malformed"');
  expect(written).not.toMatch(/Tr0ub4dor|Bearer/);
  expect(written).not.toContain(change!.authorization);
});

it("answers 4xx to a webhook of an unknown company and logs it without its body", async () => {
  const [change] = await withhold(world, () =>
    createCommitment(world, installed, { vendor: "Acme Steel Erectors", title: "Catwalk" }),
  );
  const before = await kept();
  const logged = lines.length;

  const answer = await deliver(
    world,
    { ...change!.payload, company_id: 31_415, note: "Tr0ub4dor" },
    change!.authorization,
  );

  expect(answer.status).toBe(401);
  expect(await kept()).toEqual(before);
  const written = lines.slice(logged).join("");
  expect(written).toContain('"companyId":"31415"');
  expect(written).not.toContain("Tr0ub4dor");
  expect(written).not.toContain(change!.authorization);
});
