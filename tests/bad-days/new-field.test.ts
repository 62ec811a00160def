import { expect, it } from "vitest";
import { addKind, allKinds, kindOf } from "../../server/kinds/index.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { createCommitment } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { laterVersion } from "./later-version.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

const records = () => world.database.admin("records").orderBy("record_id");
const activities = () => world.database.admin("activities").orderBy("activity_id");

/** As after a webhook of each. */
async function readAllAgain(): Promise<void> {
  for (const record of await records()) {
    await world.jobs.send("detect-change", {
      companyId: record.company_id,
      connectionId: record.connection_id,
      kind: record.kind,
      procoreId: record.procore_id,
      projectId: record.project_id,
    });
  }
  await atRest(world, { ...soon, timeout: 60_000 });
}

it("makes no activity of what begins to be compared later, of a record of any kind, until that changes", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Known before",
  });
  await atRest(world);
  await approveInvoice(world, installed, commitment);
  await atRest(world);
  const [recordsBefore, before] = [await records(), await activities()];
  const kinds = allKinds();
  let value = "7.00";
  for (const kind of kinds) addKind(laterVersion(kind, () => value));

  try {
    await readAllAgain();

    expect(new Set(recordsBefore.map(({ kind }) => kind))).toEqual(
      new Set(kinds.map(({ name }) => name)),
    );
    expect(await activities()).toEqual(before);
    expect((await records()).map(({ status }) => status)).toEqual(
      recordsBefore.map(({ status }) => status),
    );
    for (const { snapshot } of await records()) expect(snapshot.comparedLater).toBe("7.00");

    value = "8.00";
    await readAllAgain();

    const since = (await activities()).slice(before.length);
    const changed = since
      .filter(({ action }) => action === "updated")
      .map(({ changes }) => changes);
    expect(changed).toEqual(
      recordsBefore
        .filter((record) => !kindOf(record).isMasterData)
        .map(() => [
          expect.objectContaining({ field: "compared_later", old: "7.00", new: "8.00" }),
        ]),
    );
  } finally {
    for (const kind of kinds) addKind(kind);
  }
}, 180_000);
