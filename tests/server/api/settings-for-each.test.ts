import { beforeEach, expect, it } from "vitest";
import type { CostType, Installation, Settings } from "../../../server/api/contract.ts";
import { findConnection } from "../../../server/store/connections-in-use.ts";
import { must } from "../../world/install.ts";
import { signIn } from "../../world/sign-in.ts";
import { useWorld } from "../../world/use-world.ts";

const { world, installed } = useWorld({ works: false });

const at = (door: string) => `/companies/${installed.companyId}${door}`;
const costTypes = () =>
  [...world.procore.system.live().lineItemTypes.values()].filter(
    ({ companyId }) => companyId === installed.companyId,
  );
const idOf = (name: string) => costTypes().find((type) => type.name === name)!.id;

type Items = Record<string, string | null>;
const save = (itemIdsByCostType: Items) =>
  installed.admin.send<Installation & { message: string }>("PUT", at("/settings"), {
    own: { itemIdsByCostType },
  });
const items = async () =>
  (await must(installed.admin.get<Installation>(at("/installation")))).settings.own
    .itemIdsByCostType;

/** As an older Crosstie, or another Procore, left them. */
const store = (values: Settings["own"][string]) =>
  world.database.admin.raw(
    `update connections set settings = jsonb_set(settings, '{own,itemIdsByCostType}', :values::jsonb)
      where company_id = :companyId`,
    { values: JSON.stringify(values), companyId: installed.companyId },
  );

beforeEach(async () => {
  world.procore.faults.clear();
  await store({});
});

it("lists the company's cost types as Procore has them, to who may change settings alone", async () => {
  const listed = await must(installed.admin.get<CostType[]>(at("/cost-types")));
  const superintendent = await signIn(world, "superintendent");

  expect(listed).toEqual(costTypes().map(({ id, code, name }) => ({ id, code, name })));
  expect(listed.length).toBeGreaterThan(3);
  expect(await superintendent.get(at("/cost-types"))).toMatchObject({ status: 403 });
  expect(await installed.admin.get("/companies/999/cost-types")).toMatchObject({ status: 404 });
});

it("takes an item for each cost type, one by one, and drops what is taken away", async () => {
  const [materials, other] = [idOf("Materials"), idOf("Other")];

  await must(save({ [materials]: "82" }));
  await must(save({ [other]: "81" }));
  expect(await items()).toEqual({ [materials]: "82", [other]: "81" });

  await must(save({ [materials]: null }));
  expect(await items()).toEqual({ [other]: "81" });
  const { settings } = (await findConnection(world.database.admin, installed.companyId))!;
  expect(settings.own.itemIdsByCostType).toEqual({ [other]: "81" });
});

it("keeps what two people choose for two cost types at the same moment", async () => {
  const chosen = Object.fromEntries(costTypes().map(({ id }) => [id, "82"]));

  await Promise.all(Object.entries(chosen).map(([id, item]) => must(save({ [id]: item }))));

  expect(await items()).toEqual(chosen);
});

it("refuses cost types that Procore does not have, names them, and saves nothing", async () => {
  const known = idOf("Materials");
  const elsewhere = [...world.procore.system.live().lineItemTypes.values()].find(
    ({ companyId }) => companyId !== installed.companyId,
  )!;

  for (const unknown of ["999", "Materials", elsewhere.id, "constructor", "-1"]) {
    expect(await save({ [known]: "82", [unknown]: "82" })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(`Procore has no cost type ${unknown}`) },
    });
  }
  expect(await items()).toEqual({});
});

it("refuses what is no list of cost types, or too long a one", async () => {
  const known = idOf("Materials");
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, place) => [String(place), "82"]));

  for (const nonsense of [many, { [known]: "" }, { [known]: 82 }, { "": "82" }, "82", []]) {
    expect(await save(nonsense as unknown as Items)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("own") },
    });
  }
  expect(await items()).toEqual({});
});

it("leaves alone, and lets people remove, what Procore or the account has no more", async () => {
  const known = idOf("Materials");
  await store({ "999": "82", Labor: "81", [known]: "7777" });

  await must(save({ [idOf("Other")]: "81", "999": "81", [known]: "7777" }));
  expect(await save({ [idOf("Other")]: "7777" })).toMatchObject({ status: 400 });
  await must(save({ "999": null, Labor: null, "998": null }));

  expect(await items()).toEqual({ [idOf("Other")]: "81", [known]: "7777" });
});

it("says so when Procore does not answer, and saves nothing; without new ones it is not asked", async () => {
  const known = idOf("Materials");
  await store({ [known]: "82" });
  world.procore.faults.add({
    method: "GET",
    path: "/rest/v1.0/line_item_types",
    kind: "status",
    status: 500,
  });

  expect(await installed.admin.get(at("/cost-types"))).toMatchObject({ status: 502 });
  expect(await save({ [idOf("Other")]: "81" })).toMatchObject({ status: 502 });
  await must(save({ [known]: "81" }));

  expect(await items()).toEqual({ [known]: "81" });
});
