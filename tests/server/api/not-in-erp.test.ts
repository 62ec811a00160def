import { expect, it } from "vitest";
import type { InvoicePlace, NotInErpList, ProjectView } from "../../../server/api/contract.ts";
import { atRest } from "../../world/at-rest.ts";
import { approveInvoice } from "../../world/bills.ts";
import { createCommitment, viewOf } from "../../world/commitments.ts";
import { must } from "../../world/install.ts";
import { type Caller, signIn } from "../../world/sign-in.ts";
import { useWorld } from "../../world/use-world.ts";

const { world, installed } = useWorld({
  settings: { automaticSync: true, createVendors: false },
});
const company = () => `/companies/${installed.companyId}`;
const listOf = (caller: Caller) => must(caller.get<NotInErpList>(`${company()}/not-in-erp`));
const inFirst = (rest: string) => `${company()}/projects/${installed.projects[0]!.id}${rest}`;

it("lists what the ERP does not have, with the reason, since when and whose move", async () => {
  const refused = await createCommitment(world, installed, {
    vendor: "Keystone Masonry",
    title: "Without a vendor",
  });
  const draft = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "A draft",
    status: "Draft",
    amount: "4321.00",
  });
  const sent = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Sent",
  });
  await atRest(world);
  const manager = await signIn(world, "projectManager");

  const { items, system } = await listOf(manager);

  expect(system).toBe("NetSuite");
  expect(items.find(({ commitmentId }) => commitmentId === refused.id)).toMatchObject({
    number: refused.number,
    record: "error",
    reason: "NetSuite has no vendor for Keystone Masonry",
    whoseMove: "accounting",
    vendor: "Keystone Masonry",
    url: `${world.procore.url}/${refused.projectId}/project/commitments/work_order_contracts/${refused.id}`,
  });
  expect(items.find(({ commitmentId }) => commitmentId === draft.id)).toMatchObject({
    reason: "it is Draft in Procore",
    whoseMove: "project",
    amount: "4321.00",
    currency: "USD",
  });
  expect(items.map(({ commitmentId }) => commitmentId)).not.toContain(sent.id);
  const since = items.map((one) => one.since);
  expect(since).toEqual(since.toSorted());
});

it("keeps from a person what Procore keeps private from them, in lists and in sums", async () => {
  const superintendent = await signIn(world, "superintendent");
  const before = await must(superintendent.get<ProjectView>(inFirst("/commitments")));
  const hidden = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Settlement",
    status: "Draft",
    private: true,
  });
  await atRest(world);

  const fresh = await signIn(world, "superintendent");
  for (const { items } of [await listOf(fresh)]) {
    expect(items.map(({ commitmentId }) => commitmentId)).not.toContain(hidden.id);
  }
  const seen = await must(fresh.get<ProjectView>(inFirst("/commitments")));
  expect(seen).toEqual({ ...before, asOf: seen.asOf });
  const all = await must(installed.admin.get<ProjectView>(inFirst("/commitments")));
  expect(all.commitments).toBeGreaterThan(seen.commitments);
});

it("adds up a project's commitments as their own panels do", async () => {
  const ofProject = await world.database
    .admin("records")
    .where({ kind: "commitment", project_id: installed.projects[0]!.id, is_deleted: false });
  const views = [];
  for (const { procore_id: id, project_id: projectId } of ofProject) {
    const commitment = world.procore.system.live().commitments.get(id as string)!;
    views.push(await viewOf(installed, { ...commitment, projectId: projectId as string }));
  }
  const { totals, commitments, inErp, waiting, more } = await must(
    installed.admin.get<ProjectView>(inFirst("/commitments")),
  );

  expect(commitments).toBe(ofProject.length);
  expect(inErp).toBe(views.filter(({ counterpart }) => counterpart).length);
  for (const name of ["contract", "billed", "paid", "unpaid", "retainage"] as const) {
    const sum = views
      .filter(({ counterpart }) => counterpart)
      .reduce((cents, { money }) => cents + Math.round(Number(money[name]) * 100), 0);
    expect([name, totals[0]![name]]).toEqual([name, (sum / 100).toFixed(2)]);
  }
  expect(waiting.length + more).toBe(commitments - inErp);
  expect(waiting.length).toBeLessThanOrEqual(10);
});

it("leads from an invoice to its commitment, and to no other project's", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Of an invoice",
  });
  await atRest(world);
  const { id } = await approveInvoice(world, installed, commitment);
  const manager = await signIn(world, "projectManager");

  // before the poll has seen it, Procore is asked in the person's name
  expect(await must(manager.get<InvoicePlace>(inFirst(`/invoices/${id}`)))).toEqual({
    commitmentId: commitment.id,
  });
  await atRest(world);
  expect(await must(manager.get<InvoicePlace>(inFirst(`/invoices/${id}`)))).toEqual({
    commitmentId: commitment.id,
  });
  const elsewhere = `${company()}/projects/${installed.projects[1]!.id}/invoices/${id}`;
  expect(await installed.admin.get(elsewhere)).toMatchObject({ status: 404 });
  expect(await manager.get(inFirst("/invoices/1"))).toMatchObject({ status: 404 });
});
