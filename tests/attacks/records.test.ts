import { beforeAll, expect, it } from "vitest";
import type { Comparison, RecordGrid, Synchronized } from "../../server/api/contract.ts";
import { later, parts } from "../bad-days/lost-answers.ts";
import { ordered } from "../bad-days/money-table.ts";
import { afterFirstPoll, atRest } from "../world/at-rest.ts";
import { install, type Installed, must } from "../world/install.ts";
import { people, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { standing } from "./standing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const { ns, orderOf } = parts(world, installed);

const path = (rest: string, companyId = installed.companyId) => `/companies/${companyId}${rest}`;
let differing: string;
/** Of what its admin has seen. */
let mark: string;
let theirs: Installed;

beforeAll(async () => {
  const contract = await ordered(world, installed, "Wanted by others");
  const line = { line: 1, quantity: 1, rate: 900, amount: 900 };
  await ns("edit_purchase_order", {
    purchaseOrderId: orderOf(contract).id,
    changes: { item: { items: [line] } },
  });
  const { connectionId, companyId } = installed;
  await world.jobs.send("compare-counterparts", { companyId, connectionId });
  await atRest(world, later);
  const grid = await must(installed.admin.get<RecordGrid>(path(`/records?key=${contract.id}`)));
  differing = grid.items[0]!.id;
  expect(grid.items[0]).toMatchObject({ status: "desynchronized" });
  theirs = await install(world, {}, "stranger");
  await afterFirstPoll(
    world,
    theirs.projects.map(({ id }) => id),
  );
  const both = await must(
    installed.admin.get<Comparison>(path(`/records/${differing}/comparison`)),
  );
  mark = both.mark;
  await atRest(world, later);
});

async function leavesAll(attack: () => Promise<void>): Promise<void> {
  const before = await standing(world);
  await attack();
  await atRest(world, later);
  expect(await standing(world)).toEqual(before);
}

it("shows and moves no record of another company, under whatever company it is asked for", () =>
  leavesAll(async () => {
    // a guest in one, the admin of the other
    for (const [companyId, status] of [
      [installed.companyId, 403],
      [theirs.companyId, 404],
    ] as const) {
      const at = (rest: string) => path(rest, companyId);
      const asked = [
        await theirs.admin.get(at(`/records/${differing}`)),
        await theirs.admin.get(at(`/records/${differing}/comparison`)),
        await theirs.admin.send("POST", at(`/records/${differing}/resolve`), { take: "erp", mark }),
        await theirs.admin.send("POST", at("/records/synchronize"), {
          how: "synchronize",
          recordIds: [differing],
        }),
      ];
      expect(asked.map((one) => one.status)).toEqual(Array(4).fill(status));
    }
    const grid = await must(
      theirs.admin.get<RecordGrid>(path(`/records?ids=${differing}`, theirs.companyId)),
    );
    expect(grid).toMatchObject({ items: [], counts: { all: 0 } });
  }));

it("lets who may only look at activities look, and move nothing", () =>
  leavesAll(async () => {
    const users = [...world.procore.system.live().users.values()];
    const member = users.find(({ login }) => login === people.superintendent)!.memberships[0]!;
    Object.assign(member.companyTools, { "ERP Integrations": "Read Only" });
    const reader = await signIn(world, "superintendent");
    await must(reader.get<Comparison>(path(`/records/${differing}/comparison`)));

    const acts = [
      await reader.send("POST", path(`/records/${differing}/resolve`), { take: "procore", mark }),
      await reader.send("POST", path("/records/synchronize"), {
        how: "synchronize",
        recordIds: [differing],
      }),
      await reader.send("POST", path("/reconcile")),
    ];

    expect(acts.map(({ status }) => status)).toEqual([403, 403, 403]);
  }));

it("lets a project's Commitments admin move its own records, and no other's", async () => {
  const users = [...world.procore.system.live().users.values()];
  const member = users.find(({ login }) => login === people.superintendent)!.memberships[0]!;
  const [, other] = installed.projects;
  Object.assign(member.companyTools, { "ERP Integrations": "Read Only" });
  Object.assign(member.projects, { [other!.id]: { Commitments: "Admin" } });
  const admin = await signIn(world, "superintendent");

  await leavesAll(async () => {
    const grid = await must(
      admin.get<RecordGrid>(path(`/records?project=${other!.id}&status=success&limit=1`)),
    );
    const ids = [...grid.items.map(({ id }) => id), differing];
    const { status, body } = await admin.send<Synchronized>("POST", path("/records/synchronize"), {
      how: "synchronize",
      recordIds: ids,
    });
    if (status === 403) return;
    expect(body.asked).toEqual([]);
    expect(body.refused.find(({ id }) => id === differing)?.message).toMatch(/^This needs Admin/);
  });
});

it.each([
  ["no ids", { how: "synchronize", recordIds: [] }],
  ["too many", { how: "synchronize", recordIds: Array.from({ length: 101 }, (_, id) => `${id}`) }],
  ["an id that is none", { how: "force", recordIds: ["1 or 1=1"] }],
  ["another way", { how: "delete", recordIds: ["1"] }],
  ["more than is asked", { how: "force", recordIds: ["1"], status: "success" }],
])("refuses a batch with %s", (_what, body) =>
  leavesAll(async () => {
    const { status } = await installed.admin.send("POST", path("/records/synchronize"), body);
    expect(status).toBe(400);
  }),
);

it("takes nothing that the person has not seen", () =>
  leavesAll(async () => {
    const door = path(`/records/${differing}/resolve`);
    for (const none of ["", "x".repeat(201)]) {
      const choice = { take: "erp", mark: none };
      expect((await installed.admin.send("POST", door, choice)).status).toBe(400);
    }
    const { status } = await installed.admin.send("POST", door, { take: "erp", mark: "guessed" });
    expect(status).toBe(409);
  }));
