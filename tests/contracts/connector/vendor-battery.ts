import { expect, it } from "vitest";
import type { PayablesConnector } from "../../../server/connectors/connector.ts";
import { aVendor, VENDOR } from "./documents.ts";
import type { ConnectorStage } from "./stage.ts";

/** The id that is taken by itself, or the ids of those that a person chooses from. */
async function found({ payables }: PayablesConnector, name: string): Promise<unknown> {
  const match = await payables.findVendor(aVendor({ name }));
  if (!match) return undefined;
  return "counterpart" in match ? match.counterpart.id : match.candidates.map(({ id }) => id);
}

export function vendorBattery(open: () => Promise<ConnectorStage>): void {
  it("creates a vendor and finds it by our reference before any other of that name", async () => {
    const stage = await open();
    const connector = stage.connect();
    const vendor = aVendor({ name: "Quarry Road Paving" });

    const { id, number } = await connector.put(vendor);
    stage.createVendor(VENDOR);

    expect(await connector.payables.findVendor({ ...vendor, name: VENDOR })).toMatchObject({
      counterpart: { id, number },
    });
    expect(await connector.find(vendor)).toMatchObject({ id, number, isCurrent: true });
    expect(await connector.find({ ...vendor, email: "billing@quarry.example" })).toMatchObject({
      isCurrent: false,
    });
  });

  it("finds an active vendor by name, whatever the case and the blanks around it", async () => {
    const stage = await open();
    const connector = stage.connect();
    const id = stage.createVendor(VENDOR);

    expect(await found(connector, `  ${VENDOR.toUpperCase()} `)).toBe(id);
    expect(await found(connector, "Nobody & Sons")).toBeUndefined();
  });

  it("leaves a vendor that is closed to a person, and says what stands in the way", async () => {
    const stage = await open();
    const connector = stage.connect();
    const id = stage.createVendor(VENDOR);

    stage.deactivateVendor(id);
    const match = await connector.payables.findVendor(aVendor());

    const closed = expect.stringMatching(/^[A-Z].*\.$/);
    const why = expect.stringMatching(/^[a-z]/);
    expect(match).toEqual({ candidates: [expect.objectContaining({ id, why, closed })] });
    expect(await connector.payables.vendorAt(id)).toMatchObject({ id, name: VENDOR, closed });
  });

  it.each([
    "NORTHGATE IRONWORKS, Inc.",
    "The Northgate Iron-Works Co., L.L.C.",
    "Northgáte Ironworks",
  ])("takes %s for nobody by itself where there is one of nearly that name", async (name) => {
    const stage = await open();
    const connector = stage.connect();
    const id = stage.createVendor(VENDOR);

    expect(await found(connector, name)).toEqual([id]);
    expect(await found(connector, `${name} of Ohio`)).toBeUndefined();
  });

  it("shows one vendor by its id as it stands, and none that is not there", async () => {
    const stage = await open();
    const { payables } = stage.connect();
    const id = stage.createVendor(VENDOR);

    expect(await payables.vendorAt(id)).toMatchObject({ id, name: VENDOR, closed: undefined });
    expect(await payables.vendorAt("4711999")).toBeUndefined();
  });

  it("does not choose between two active vendors of one name", async () => {
    const stage = await open();
    const connector = stage.connect();
    const first = stage.createVendor(VENDOR);
    await connector.payables.findVendor(aVendor());
    const twin = await stage.createTwin(VENDOR);

    expect(await found(connector, VENDOR)).toEqual([first, twin]);
    stage.deactivateVendor(first);
    expect(await found(connector, VENDOR)).toBe(twin);
  });
}
