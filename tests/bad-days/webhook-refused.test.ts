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
])("stores nothing of a webhook with %s secret", async (_which, wrong) => {
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

  expect(refused.status).toBe(204);
  expect(await kept()).toEqual(before);

  const genuine = await deliver(world, change!.payload, change!.authorization);
  expect(genuine.status).toBe(204);
  await atRest(world);
  expect(await logOf(world, commitment)).toHaveLength(2);
});

it("finds by a poll what an unreadable webhook told of, and keeps nobody else's waiting", async () => {
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

  expect(answer.status).toBe(204);
  expect(await kept()).toEqual(before);
  const written = lines.slice(logged).join("");
  expect(written).toContain('"problem":"the body is not JSON"');
  expect(written).not.toMatch(/Tr0ub4dor|Bearer/);
  expect(written).not.toContain(change!.authorization);

  await atRest(world);
  expect(
    await world.database.admin("records").where({ procore_id: change!.payload.resource_id }),
  ).toHaveLength(1);
  const other = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Stairs",
  });
  await atRest(world);
  expect(await logOf(world, other)).toHaveLength(1);
});

it("drops a webhook of an unknown company and logs it without its body", async () => {
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

  expect(answer.status).toBe(204);
  expect(await kept()).toEqual(before);
  const written = lines.slice(logged).join("");
  expect(written).toContain('"companyId":"31415"');
  expect(written).not.toContain("Tr0ub4dor");
  expect(written).not.toContain(change!.authorization);
});
