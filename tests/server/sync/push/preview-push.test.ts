import { beforeEach, expect, it, onTestFinished } from "vitest";
import type { Preview } from "../../../../server/api/contract.ts";
import type { Commitment } from "../../../sandbox/procore/records.ts";
import { atRest } from "../../../world/at-rest.ts";
import { approveInvoice } from "../../../world/bills.ts";
import { createCommitment, pathOf } from "../../../world/commitments.ts";
import { changeSettings, must } from "../../../world/install.ts";
import { useWorld } from "../../../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true, createVendors: true } });
const vendor = "Acme Steel Erectors";

beforeEach(async () => {
  await changeSettings(installed, { automaticSync: false, createVendors: true });
  await atRest(world);
});

const previewOf = (commitment: Commitment) =>
  must(installed.admin.get<Preview>(`${pathOf(installed, commitment)}/preview`));
const syncNow = async (commitment: Commitment) => {
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
};
const pathsOf = ({ requests }: Preview) =>
  requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);

/** Every write that reached NetSuite for these records, in order. */
function writesOf(...procoreIds: string[]): string[] {
  return world.netsuite
    .calls()
    .filter(
      ({ method, path }) => method === "PUT" && procoreIds.some((id) => path.endsWith(`-${id}`)),
    )
    .map(({ method, path }) => `${method} ${path}`);
}

it("shows the writes that Sync then makes: vendor, purchase order and invoice", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Keystone Masonry",
    title: "All three",
  });
  await atRest(world);
  const { id } = await approveInvoice(world, installed, commitment);
  await atRest(world);

  const preview = await previewOf(commitment);
  await syncNow(commitment);

  expect(preview.blockers).toEqual([]);
  expect(pathsOf(preview)).toEqual(writesOf(commitment.vendorId!, commitment.id, id));
  expect(pathsOf(preview)).toHaveLength(3);
});

it("shows to the last field what is then sent", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "To the letter" });
  await atRest(world);
  const sent: unknown[] = [];
  onTestFinished(
    world.netsuite.tap.listen(async ({ method, path }, request) => {
      const { search } = new URL(request.url);
      if (method === "PUT") {
        sent.push({
          method,
          url: `${world.netsuite.url}${path}${search}`,
          body: await request.clone().json(),
        });
      }
    }),
  );

  const order = await previewOf(commitment);
  await syncNow(commitment);
  await approveInvoice(world, installed, commitment);
  await atRest(world);
  const bill = await previewOf(commitment);
  await syncNow(commitment);

  expect([...order.requests, ...bill.requests]).toMatchObject(sent as object[]);
  expect(sent).toHaveLength(2);
});

it("shows the invoice alone once its purchase order is up to date, and nothing once all is", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Bill alone" });
  await atRest(world);
  await syncNow(commitment);
  expect(await previewOf(commitment)).toMatchObject({ summary: [], blockers: [], requests: [] });

  const { id } = await approveInvoice(world, installed, commitment);
  await atRest(world);
  const preview = await previewOf(commitment);
  await syncNow(commitment);

  expect(pathsOf(preview)).toEqual(writesOf(id));
  expect(preview.summary).toMatchObject([
    { label: "Vendor bill, 1 line", value: "600.00", isMoney: true },
  ]);
  expect((await previewOf(commitment)).requests).toEqual([]);
});
