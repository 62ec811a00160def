import { expect, it, onTestFinished } from "vitest";
import { aLine, anOrder, aVendor, VENDOR } from "./connector/documents.ts";
import { type NetSuiteStage, openNetSuite } from "./connector/netsuite-stage.ts";

async function open(options?: Parameters<typeof openNetSuite>[0]) {
  const stage = await openNetSuite(options);
  onTestFinished(() => stage.close());
  return stage;
}

const create = (stage: NetSuiteStage, more: object): string =>
  (stage.act({ do: "create_vendor", companyName: VENDOR, ...more }) as { vendorId: string })
    .vendorId;
const payables = (stage: NetSuiteStage) => stage.connect().payables;

it("takes the one of two namesakes that our documents may name", async () => {
  const stage = await open();
  const elsewhere = create(stage, { subsidiary: "2", externalId: "theirs" });
  const here = await stage.connect().payables.findVendor(aVendor());
  expect(here).toMatchObject({
    candidates: [{ id: elsewhere, why: "the same name, of Keystone Builders West LLC" }],
  });

  const id = await stage.createTwin(VENDOR);

  expect(await payables(stage).findVendor(aVendor())).toMatchObject({ counterpart: { id } });
});

it("takes a vendor of several subsidiaries, whichever is its first", async () => {
  const stage = await open();
  const id = create(stage, { subsidiaries: ["2", "1"] });

  expect(await payables(stage).findVendor(aVendor())).toMatchObject({ counterpart: { id } });
});

it("leaves it to NetSuite to refuse where the role may not see which subsidiaries a vendor has", async () => {
  const stage = await open({ hiddenTables: ["vendorsubsidiaryrelationship"] });
  const id = create(stage, { subsidiary: "2" });

  expect(await payables(stage).findVendor(aVendor())).toMatchObject({ counterpart: { id } });
});

it("asks for no subsidiary of a vendor where there are none", async () => {
  const stage = await open({ oneWorld: false });
  const id = create(stage, {});
  const connector = stage.connect({ settings: { itemId: "81" } });

  expect(await connector.payables.findVendor(aVendor())).toMatchObject({ counterpart: { id } });
});

it("says of a vendor that is ours that it is inactive, and takes it all the same", async () => {
  const stage = await open();
  const connector = stage.connect();
  const vendor = aVendor();
  const { id } = await connector.put(vendor);
  stage.deactivateVendor(id);

  const match = await connector.payables.findVendor(vendor);
  const refused = await connector.payables.findVendor(vendor, { id, documentIds: [] });

  expect(match).toMatchObject({
    counterpart: { id },
    closed: expect.stringMatching(/makes it active/),
  });
  // once NetSuite has refused it, to take it again would lead nowhere
  expect(refused).toMatchObject({ candidates: [{ id, why: "linked until now, inactive" }] });
});

it.each(["lost", "moved"])(
  "shows where a merge has put what was ours, the external id %s",
  async (mergedExternalId) => {
    const stage = await open({ mergedExternalId: mergedExternalId as "lost" });
    const connector = stage.connect();
    const vendor = aVendor({ name: "Old Quarry Paving" });
    const { id } = await connector.put(vendor);
    const order = await connector.put(anOrder(stage, id, [aLine("1", "10.00")]));
    const into = create(stage, { companyName: "Granite Holdings" });
    const former = { id, documentIds: [order.id] };
    expect(await connector.payables.findVendor(vendor, former)).toMatchObject({
      counterpart: { id },
    });

    stage.act({ do: "merge_vendors", from: id, into });

    expect(await connector.payables.vendorAt(id)).toBeUndefined();
    const match = await connector.payables.findVendor(vendor, former);
    expect(match).toMatchObject({ candidates: [{ id: into, closed: undefined }] });
  },
);

it("does not take a namesake for a vendor whose orders a merge has put elsewhere", async () => {
  const stage = await open();
  const connector = stage.connect();
  const vendor = aVendor();
  const { id } = await connector.put(vendor);
  const order = await connector.put(anOrder(stage, id, [aLine("1", "10.00")]));
  const into = create(stage, { companyName: "Granite Holdings" });
  stage.act({ do: "merge_vendors", from: id, into });
  const namesake = stage.createVendor(VENDOR);

  const match = await connector.payables.findVendor(vendor, { id, documentIds: [order.id] });

  expect(match).toMatchObject({ candidates: [{ id: into }, { id: namesake }] });
});

it.each([
  ["inactive", "vendor_inactive"],
  ["gone", "vendor_unknown"],
])("says of a vendor whose documents are refused that it is %s", async (state, meaning) => {
  const stage = await open();
  const vendorId = stage.createVendor(VENDOR);
  if (state === "inactive") stage.deactivateVendor(vendorId);
  else stage.act({ do: "merge_vendors", from: vendorId, into: "Acme Steel Erectors" });

  const put = stage.connect().put(anOrder(stage, vendorId, [aLine("1", "10.00")]));

  await expect(put).rejects.toMatchObject({ refusal: { meaning }, retryable: false });
});

it.each([
  ["USER_ERROR", "length"],
  ["INVALID_CONTENT", "formats"],
] as const)("leaves out the contacts that NetSuite refuses with %s", async (code, phoneCheck) => {
  const stage = await open({ contactRefusal: code, phoneCheck });
  const connector = stage.connect();
  const refused = { email: "ap at north", phone: "n/a" };

  for (const [contacts, leftOut] of [
    [{}, []],
    [{ email: refused.email, phone: "617-555-0142" }, ["email"]],
    [{ email: "ap@north.example", phone: refused.phone }, ["phone"]],
    [refused, ["email", "phone"]],
  ] as const) {
    const vendor = aVendor({ name: `North ${leftOut.join()}`, phone: "617-555-0100", ...contacts });
    const put = await connector.put(vendor);
    expect(put.leftOut).toEqual(leftOut);
    expect((await connector.find(vendor))?.leftOut).toEqual(leftOut);
  }
  expect(stage.count("vendor")).toBe(12 + 4);
});

it("leaves them out as well where NetSuite says it in words that nobody has met", async () => {
  const stage = await open();
  const vendor = aVendor({ email: "ap at north", phone: "617-555-0100" });
  stage.act({
    do: "fail_saves",
    type: "vendor",
    by: "script",
    times: 1,
    message: "El correo no es correcto.",
  });

  const { leftOut } = await stage.connect().put(vendor);

  expect(leftOut).toEqual(["email", "phone"]);
});

it.each([
  "100% Concrete_Works",
  "%",
  "_____",
  "Robert'); drop table vendor;--",
  "?",
  "'",
  "株式会社大林組",
  "Ace",
  "&",
  "A".repeat(400),
])("finds nobody, and fails on nothing, for %s", async (name) => {
  const stage = await open();
  for (const other of ["Acme Concrete Works", "100 Percent", "Bob"]) stage.createVendor(other);

  expect(await payables(stage).findVendor(aVendor({ name }))).toBeUndefined();
});

it("finds one of a name that was cut when it was written", async () => {
  const stage = await open();
  const name = `Brotherhood of ${"Very ".repeat(30)}Long Names`;
  const { id } = await stage.connect().put(aVendor({ name }));

  const match = await payables(stage).findVendor(aVendor({ name }));

  expect(match).toMatchObject({ candidates: [{ id, why: "nearly the same name" }] });
});
