import { setTimeout as wait } from "node:timers/promises";

/** What Procore's sandbox tells of itself, as far as this story needs it. */
interface Seen {
  projects: Record<string, { id: string; companyId: string }>;
  vendors: Record<string, { id: string; name: string; companyId: string }>;
  costCodes: Record<string, { id: string; projectId: string }>;
}

interface Addresses {
  procore: string;
  netsuite: string;
}

export interface Story {
  companyId: string;
  projectId: string;
  /** A contract that is billed and paid in part. */
  shownId: string;
}

type Act = (what: string, given: object) => Promise<{ id: string }>;

const PATIENCE_MS = 120_000;

/** Accounting changes its order. */
const EDITED = "Rebar and Mesh";

/** In Procore: title, vendor, amount, and how much of it is billed, in percent. */
const CONTRACTS: [title: string, vendor: string, amount: string, billed?: string][] = [
  ["Site Concrete", "Blue Heron Concrete", "418300.00", "40"],
  ["Rebar and Mesh", "Delta Building Supply", "96250.00", "25"],
  ["Boiler Plant", "Summit Mechanical Contractors", "382400.00"],
  ["Miscellaneous Metals", "Acme Steel Erectors", "64900.00", "10"],
  ["Structural Steel, Tower 2", "Acme Steel Erectors", "1240000.00", "30"],
];

/** One project lets and bills its work; accounting pays a part of it, and changes one order. */
export async function tell({ procore, netsuite }: Addresses): Promise<Story> {
  const state = (await stateOf(procore)) as Seen;
  const act = actAt(procore);
  const project = Object.values(state.projects)[0]!;
  const { companyId, id: projectId } = project;
  const vendor = (name: string) =>
    Object.values(state.vendors).find((one) => one.companyId === companyId && one.name === name)!;
  const costCode = Object.values(state.costCodes).find((one) => one.projectId === projectId)!;
  const contract = (title: string, vendorId: string, amount: string) =>
    act("create_commitment", {
      projectId,
      kind: "work_order_contract",
      fields: { title, status: "Approved", vendor_id: vendorId, contract_date: today() },
      lines: [{ description: title, amount, cost_code_id: costCode.id }],
    });

  // near enough to be asked about, and not the same
  await actAt(netsuite)("create_vendor", { companyName: "Northgate Glazing, Inc." });
  const other = await act("create_vendor", {
    companyId,
    fields: { name: "Northgate Glazing LLC" },
  });
  await contract("Curtain wall", other.id, "840000.00");

  const told = [];
  for (const [title, name, amount, percent] of CONTRACTS) {
    const { id: commitmentId } = await contract(title, vendor(name).id, amount);
    told.push({ title, commitmentId, invoiceId: await bill(act, commitmentId, percent) });
  }
  const edited = told.find(({ title }) => title === EDITED)!;
  const shown = told.at(-1)!;
  await actAt(netsuite)("edit_purchase_order", {
    purchaseOrderId: await counterpart(netsuite, `commitment-${edited.commitmentId}`),
    changes: { item: { items: [{ line: 1, quantity: 95_000, rate: 1, amount: 95_000 }] } },
  });
  await actAt(netsuite)("pay_bill", {
    billId: await counterpart(netsuite, `requisition-${shown.invoiceId}`),
    amount: "200000.00",
    method: "check",
  });
  return { companyId, projectId, shownId: shown.commitmentId };
}

async function bill(act: Act, commitmentId: string, percent: string | undefined) {
  if (percent === undefined) return undefined;
  const { id } = await act("create_requisition", { commitmentId, percent });
  await act("approve_requisition", { id });
  return id;
}

/** What Crosstie has written for it, once it is there. */
async function counterpart(netsuite: string, object: string): Promise<string> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const written = Object.values(await stateOf(netsuite))
      .flat()
      .find((one) => (one as { externalId?: string }).externalId === `crosstie-${object}`);
    if (written) return (written as { id: string }).id;
    await wait(500);
  }
  throw new Error(`NetSuite has nothing of ${object} after ${PATIENCE_MS} ms.`);
}

const today = () => new Date().toISOString().slice(0, 10);

async function stateOf(url: string): Promise<object> {
  return (await (await fetch(`${url}/_sandbox/state`)).json()) as object;
}

const actAt =
  (url: string): Act =>
  async (what, given) => {
    const answer = await fetch(`${url}/_sandbox/act`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ do: what, ...given }),
    });
    if (!answer.ok) throw new Error(`${what}: ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
