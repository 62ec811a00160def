import { expect, it } from "vitest";
import { aLine, anOrder, VENDOR } from "./documents.ts";
import type { ConnectorStage } from "./stage.ts";

export function badDayBattery(open: () => Promise<ConnectorStage>): void {
  it("refuses credentials that do not work and says whose move it is", async () => {
    const stage = await open();

    await expect(stage.connect({ withWrongKey: true }).check()).rejects.toMatchObject({
      code: "credentials_refused",
      retryable: false,
    });
  });

  it("signs in once for many calls, and once more when it is signed out", async () => {
    const stage = await open();
    const connector = stage.connect({ lanes: 3 });
    const orders = Array.from({ length: 6 }, () => anOrder(stage, "1", [aLine("1", "10.00")]));
    const signIns = () =>
      stage.sent().filter(({ url }) => url.includes(stage.calls.signIn.path.replaceAll("*", "")))
        .length;

    await Promise.all(orders.map((order) => connector.find(order)));
    expect(signIns()).toBe(1);
    stage.signEveryoneOut();
    await Promise.all(orders.map((order) => connector.find(order)));

    expect(signIns()).toBe(2);
  });

  it("does not know what became of a write whose answer is lost, and finds it", async () => {
    const stage = await open();
    const connector = stage.connect();
    const order = anOrder(stage, stage.createVendor(VENDOR), [
      aLine("1", "10.00"),
      aLine("2", "10.00"),
    ]);
    stage.faults.add({
      ...stage.calls.write,
      kind: "lost_response",
      times: 1,
    });

    await expect(connector.put(order)).rejects.toMatchObject({
      code: "unknown_outcome",
      retryable: true,
    });

    const found = await connector.find(order);
    expect(found).toMatchObject({
      isCurrent: true,
      lines: { "1": expect.any(String), "2": expect.any(String) },
    });
    expect(stage.count(stage.orderKind)).toBe(1);
  });

  it("asks before it writes, sends nothing where that is refused, and asks nobody to read", async () => {
    const stage = await open();
    const connector = stage.connect({ beforeWrite: () => Promise.reject(new Error("not ours")) });
    const order = anOrder(stage, stage.createVendor(VENDOR), [aLine("1", "10.00")]);

    expect(await connector.find(order)).toBeUndefined();
    await expect(connector.put(order)).rejects.toThrow("not ours");

    expect(stage.sent().filter(({ method }) => method === stage.calls.write.method)).toEqual([]);
    expect(stage.count(stage.orderKind)).toBe(0);
  });

  it("does not know what became of a write that was answered by a failure or by HTML", async () => {
    for (const fault of [
      { kind: "status", status: 502 },
      { kind: "status", status: 500 },
      { kind: "reset" },
      { kind: "malformed" },
    ] as const) {
      const stage = await open();
      const order = anOrder(stage, stage.createVendor(VENDOR), [aLine("1", "10.00")]);
      stage.faults.add({ ...stage.calls.write, ...fault });

      await expect(stage.connect().put(order)).rejects.toMatchObject({ code: "unknown_outcome" });
      expect(stage.sent().filter(({ method }) => method === stage.calls.write.method)).toHaveLength(
        0,
      );
    }
  });

  it("says unknown when a write was taken but cannot be read back", async () => {
    const stage = await open();
    if (!stage.calls.readBack) return;
    const connector = stage.connect();
    const order = anOrder(stage, stage.createVendor(VENDOR), [aLine("1", "10.00")]);
    stage.faults.add({
      ...stage.calls.readBack,
      kind: "status",
      status: 502,
      times: 3,
    });

    await expect(connector.put(order)).rejects.toMatchObject({ code: "unknown_outcome" });

    expect(await connector.find(order)).toMatchObject({ isCurrent: true });
  });

  it("asks again when a question is answered by HTML, a failure or nothing", async () => {
    for (const fault of [
      { kind: "malformed" },
      { kind: "status", status: 503 },
      { kind: "reset" },
    ] as const) {
      const stage = await open();
      const connector = stage.connect();
      const id = stage.createVendor(VENDOR);
      stage.faults.add({ ...stage.calls.query, ...fault, times: 1 });

      expect(
        await connector.payables.findVendor({ kind: "vendor", reference: "V-x", name: VENDOR }),
      ).toMatchObject({ counterpart: { id } });
    }
  });

  it("leaves a question to the job when HTML is all that comes", async () => {
    const stage = await open();
    stage.faults.add({ ...stage.calls.query, kind: "malformed" });

    await expect(
      stage.connect().payables.findVendor({ kind: "vendor", reference: "V-x", name: VENDOR }),
    ).rejects.toMatchObject({ code: "remote", retryable: true });
  });

  it("waits and comes back when it is told that it asks too much, without writing twice", async () => {
    const stage = await open();
    const connector = stage.connect();
    const order = anOrder(stage, stage.createVendor(VENDOR), [aLine("1", "10.00")]);
    stage.faults.add({
      ...stage.calls.write,
      kind: "rate_limit",
      times: 2,
    });

    await connector.put(order);

    expect(stage.pauses).toHaveLength(2);
    expect(stage.count(stage.orderKind)).toBe(1);
  });

  it("gives up on an account that stays busy and says when to come back", async () => {
    const stage = await open();
    const order = anOrder(stage, stage.createVendor(VENDOR), [aLine("1", "10.00")]);
    stage.faults.add({ ...stage.calls.write, kind: "rate_limit" });

    await expect(stage.connect().put(order)).rejects.toMatchObject({
      code: "rate_limited",
      retryable: true,
      retryAt: expect.any(Date),
    });
  });

  it("makes no more calls at once than its lanes allow", async () => {
    const stage = await open();
    const connector = stage.connect({ lanes: 2 });
    stage.allowAtOnce(2);
    const vendorId = stage.createVendor(VENDOR);

    await Promise.all(
      Array.from({ length: 12 }, () =>
        connector.put(anOrder(stage, vendorId, [aLine("1", "10.00")])),
      ),
    );

    expect(stage.lanes.peak).toBe(2);
    expect(stage.pauses).toEqual([]);
    expect(stage.count(stage.orderKind)).toBe(12);
  });

  it("signs in and works with a single lane", async () => {
    const stage = await open();
    const connector = stage.connect({ lanes: 1 });

    await Promise.all([
      connector.find(anOrder(stage, "1", [])),
      connector.find(anOrder(stage, "1", [])),
    ]);

    expect(stage.lanes.peak).toBe(1);
  });
}
