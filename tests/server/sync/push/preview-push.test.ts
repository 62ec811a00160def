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
const requestsOf = ({ documents }: Preview) => documents.flatMap(({ requests }) => requests);
const pathsOf = (preview: Preview) =>
  requestsOf(preview).map(({ method, url }) => `${method} ${new URL(url).pathname}`);

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

  expect([...requestsOf(order), ...requestsOf(bill)]).toMatchObject(sent as object[]);
  expect(sent).toHaveLength(2);
});

it("shows the invoice alone once its purchase order is up to date, and nothing once all is", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Bill alone" });
  await atRest(world);
  await syncNow(commitment);
  expect(await previewOf(commitment)).toEqual({ documents: [], blockers: [] });

  const { id } = await approveInvoice(world, installed, commitment);
  await atRest(world);
  const preview = await previewOf(commitment);
  await syncNow(commitment);

  expect(pathsOf(preview)).toEqual(writesOf(id));
  expect(preview.documents).toMatchObject([
    {
      word: "Vendor bill",
      vendor,
      currency: "USD",
      total: "600.00",
      lines: [{ amount: "600.00" }],
    },
  ]);
  expect((await previewOf(commitment)).documents).toEqual([]);
});

it("says the document in words: for whom, line by line, and what is not sent", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "In words" });
  await world.procore.system.act({
    do: "update_commitment",
    id: commitment.id,
    retainage_percent: "5.0",
    description: `${"Columns. ".repeat(55)}Bolts. And paint`,
  });
  await atRest(world);

  const { documents } = await previewOf(commitment);

  expect(documents).toMatchObject([
    {
      word: "Purchase order",
      title: commitment.number,
      erpNumber: null,
      vendor,
      currency: "USD",
      total: "1200.00",
      lines: [
        { description: expect.stringMatching(/ · Scope of work$/) as string, amount: "1200.00" },
      ],
      facts: expect.arrayContaining([
        {
          label: "In its memo",
          value: expect.stringMatching(/^5 % retainage · Columns\. /) as string,
          isMoney: false,
        },
      ]) as object[],
      unsent: [{ label: "Rest of the description", value: ". And paint", isMoney: false }],
      whyNoRequests: null,
    },
  ]);
});

it("still says the document in words while the ERP does not answer", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "In silence" });
  await atRest(world);
  await world.procore.system.act({ do: "update_commitment", id: commitment.id, currency: "CAD" });
  await atRest(world);
  const silent = { kind: "status", status: 503 } as const;
  world.netsuite.faults.add({ method: "GET", path: "*/record/v1/*", ...silent });
  world.netsuite.faults.add({ method: "POST", path: "*/suiteql", ...silent });

  const { documents, blockers } = await previewOf(commitment);

  expect(blockers).toEqual([]);
  expect(documents).toMatchObject([
    {
      title: commitment.number,
      currency: "CAD",
      requests: [],
      whyNoRequests: expect.stringContaining("NetSuite did not answer") as string,
    },
  ]);
});
