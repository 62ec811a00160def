import { expect, it } from "vitest";
import { aVendor, VENDOR } from "./documents.ts";
import type { ConnectorStage } from "./stage.ts";

export function vendorBattery(open: () => Promise<ConnectorStage>): void {
  it("creates a vendor and finds it by our reference before any other of that name", async () => {
    const stage = await open();
    const connector = stage.connect();
    const vendor = aVendor({ name: "Quarry Road Paving" });

    const { id, number } = await connector.put(vendor);
    stage.createVendor(VENDOR);

    expect(await connector.payables.findVendor({ ...vendor, name: VENDOR })).toMatchObject({
      id,
      number,
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

    expect(
      await connector.payables.findVendor(aVendor({ name: `  ${VENDOR.toUpperCase()} ` })),
    ).toMatchObject({ id });
    expect(await connector.payables.findVendor(aVendor({ name: "Nobody & Sons" }))).toBeUndefined();
    stage.deactivateVendor(id);
    expect(await connector.payables.findVendor(aVendor())).toBeUndefined();
  });

  it("does not choose between two active vendors of one name", async () => {
    const stage = await open();
    const connector = stage.connect();
    const first = stage.createVendor(VENDOR);
    await connector.payables.findVendor(aVendor());
    const twin = await stage.createTwin(VENDOR);

    const refusal = await connector.payables.findVendor(aVendor()).catch((error: unknown) => error);

    expect(refusal).toMatchObject({
      refusal: { meaning: "vendor_ambiguous" },
      retryable: false,
      reason: expect.stringContaining(VENDOR),
    });
    expect(refusal).toMatchObject({ reason: expect.stringContaining(first) });
    expect(refusal).toMatchObject({ reason: expect.stringContaining(twin) });
    stage.deactivateVendor(first);
    expect(await connector.payables.findVendor(aVendor())).toMatchObject({ id: twin });
  });
}
