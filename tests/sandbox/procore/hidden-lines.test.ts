import { beforeEach, expect, it } from "vitest";
import { type CallOptions, useStage } from "./stage.ts";

const stage = useStage();
let commitmentId: string;

beforeEach(async () => {
  const { body } = await stage.act("create_commitment", {
    projectId: stage.hospital.id,
    fields: { title: "Erection" },
    lines: [
      { description: "Steel", amount: "7000" },
      { description: "Deck", amount: "2000" },
      { description: "Fee", amount: "1000" },
    ],
  });
  commitmentId = (body as { id: string }).id;
});

const amounts = (body: unknown) => (body as { amount: string }[]).map(({ amount }) => amount);

/** The contract's total, and its lines by each way to ask for them. */
async function seen(options: CallOptions = {}) {
  const query = `?project_id=${stage.hospital.id}`;
  const v1 = `/rest/v1.0/work_order_contracts/${commitmentId}`;
  const v2 = `/rest/v2.0/companies/${stage.us.id}/projects/${stage.hospital.id}/commitment_contracts/${commitmentId}`;
  const [contract, common, listed, second] = await Promise.all(
    [
      v1 + query,
      `/rest/v1.0/commitments/${commitmentId}${query}`,
      `${v1}/line_items${query}`,
      `${v2}/line_items`,
    ].map(async (path) => (await stage.call("GET", path, options)).body),
  );
  const { grand_total, line_items } = contract as { grand_total: string; line_items: unknown };
  return {
    grand_total,
    lines: [
      line_items,
      (common as { line_items: unknown }).line_items,
      listed,
      (second as { data: unknown }).data,
    ].map(amounts),
  };
}

it.each([
  ["all but the first", true, ["7000.00"]],
  ["the last", 1, ["7000.00", "2000.00"]],
  ["every one", 3, []],
  ["none", false, ["7000.00", "2000.00", "1000.00"]],
])(
  "hides %s of the lines from the service account, and the total stays",
  async (_name, hidden, left) => {
    await stage.act("hide_lines", { commitmentId, hidden });

    expect(await seen()).toEqual({ grand_total: "10000.00", lines: [left, left, left, left] });
  },
);

it("hides named lines, one by one, from nobody but the service account", async () => {
  const deck = stage.state.commitments.get(commitmentId)?.lines[1]?.id;
  await stage.act("hide_lines", { commitmentId, hidden: [deck] });

  const one = await stage.call(
    "GET",
    `/rest/v1.0/work_order_contracts/${commitmentId}/line_items/${deck}?project_id=${stage.hospital.id}`,
  );
  const unknown = await stage.act("hide_lines", { commitmentId, hidden: ["7"] });

  expect((await seen()).lines[0]).toEqual(["7000.00", "1000.00"]);
  expect((await seen({ as: "admin@ridgeline.example" })).lines[0]).toHaveLength(3);
  expect([one.status, unknown.status]).toEqual([404, 409]);
});
