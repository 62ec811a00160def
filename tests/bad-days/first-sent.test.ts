import { expect, it } from "vitest";
import type { ActivityPage } from "../../server/api/contract.ts";
import { atRest } from "../world/at-rest.ts";
import { logOf, pathOf, viewOf } from "../world/commitments.ts";
import { must, pick } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld();

const ofSeed = (fits: Parameters<typeof pick>[1]) =>
  pick(
    world,
    (commitment, vendor) =>
      commitment.projectId === installed.projects[0]?.id && fits(commitment, vendor),
  );

it("calls what was there before us first sent, with no impact of today, and its vendor too", async () => {
  const commitment = ofSeed(
    ({ status, kind }) => kind === "work_order_contract" && status === "Approved",
  );
  const invoices = (await viewOf(installed, commitment)).invoices;

  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    timeline: [{ action: "first_sent", status: "synced", impact: null }],
  });
  const approved = invoices.find(({ isFromBefore }) => isFromBefore)!;
  await must(
    installed.admin.send("POST", `${pathOf(installed, commitment)}/invoices/${approved.id}/sync`),
  );
  await atRest(world);
  expect((await logOf(world, commitment))[0]).toMatchObject({
    action: "first_sent",
    impact: null,
    record: { kind: "requisition", status: "success" },
  });
  const { items } = await must(
    installed.admin.get<ActivityPage>(
      `/companies/${installed.companyId}/activities?tab=completed&limit=100`,
    ),
  );
  expect(items.map(({ action, impact }) => ({ action, impact }))).toEqual(
    items.map(() => ({ action: "first_sent", impact: null })),
  );
});

it("calls what was there before us and is met only by its first change first sent as well", async () => {
  const commitment = ofSeed(({ status }) => status === "Draft");
  const ofIt = { kind: "commitment", procore_id: commitment.id };
  await world.database.admin("records").where(ofIt).delete();

  await world.procore.system.act({
    do: "update_commitment",
    id: commitment.id,
    title: "Shown to the app only now",
  });
  await atRest(world);

  expect(await logOf(world, commitment)).toMatchObject([
    { action: "first_sent", status: "pending", impact: null },
  ]);
});
