import { beforeAll, beforeEach, expect, it } from "vitest";
import type { ActivityPage, Preview } from "../../server/api/contract.ts";
import { atRest } from "../world/at-rest.ts";
import { ordersOf, vendorsNamed } from "../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { changeSettings, must } from "../world/install.ts";
import { type Caller, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { shown, VendorChoice } from "./vendor-choice.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true, createVendors: true } });

const unclear = { record: "error", failure: { code: "vendor_unclear", whoseMove: "accounting" } };
let vendors: VendorChoice;
let manager: Caller;

beforeAll(async () => {
  vendors = new VendorChoice(world, installed);
  manager = await signIn(world, "projectManager");
});
beforeEach(() => changeSettings(installed, { automaticSync: true, createVendors: true }));

const activities = async (tab: string) =>
  (
    await must(
      installed.admin.get<ActivityPage>(
        `/companies/${installed.companyId}/activities?tab=${tab}&limit=100`,
      ),
    )
  ).items;

it.each([
  ["inactive", "inactive", { isInactive: true }, { isInactive: false }],
  [
    "of another subsidiary",
    "of Keystone Builders West LLC",
    { subsidiary: "2" },
    { subsidiaries: ["2", "1"] },
  ],
])(
  "creates no vendor beside one that is %s, and all that waits goes on once it is linked",
  async (_, why, closed, mended) => {
    const name = await vendors.inProcore("Closed # Masonry");
    const id = await vendors.inNetSuite(name, closed);
    const before = vendors.writes();

    const commitment = await vendors.commitment(name);
    const another = await vendors.commitment(name, "Walls");

    const view = await viewOf(installed, commitment);
    expect(view).toMatchObject(unclear);
    expect(shown(view)).toEqual([`${id} the same name, ${why}`]);
    expect(view.failure).toMatchObject({
      title: `A person has to say which vendor in NetSuite is ${name}`,
      candidates: [
        {
          name,
          closed: expect.stringMatching(/^NetSuite refuses its orders and bills until .+\.$/),
          url: expect.stringContaining(`/app/common/entity/vendor.nl?id=${id}`),
          canLink: true,
          isItself: false,
        },
      ],
      remedies: [{ kind: "create_vendor", label: "Create anyway" }, { kind: "retry" }],
    });
    await vendors.act({ do: "set_vendor", vendorId: id, ...mended });

    await vendors.choose(commitment, { link: id });

    for (const one of [commitment, another]) {
      expect(await viewOf(installed, one)).toMatchObject({ record: "success", failure: null });
      expect(ordersOf(world, one)).toMatchObject([{ fields: { entity: id } }]);
    }
    expect(vendors.writes()).toBe(before);
  },
);

it("asks about a name of another case, punctuation and legal form, and keeps who has chosen", async () => {
  const name = await vendors.inProcore("Hárbor # & Sons, Inc.");
  const number = name.replace(/\D/g, "");
  const id = await vendors.inNetSuite(`The HARBOR-${number} and Sons L.L.C.`);
  const commitment = await vendors.commitment(name);
  expect(shown(await viewOf(installed, commitment))).toEqual([`${id} nearly the same name`]);

  // whoever may retry may link
  await must(vendors.press(commitment, { link: id }, manager));
  await atRest(world);

  const { record, timeline } = await viewOf(installed, commitment);
  expect(record).toBe("success");
  const { requestedBy } = timeline[0]!;
  expect(requestedBy).toMatch(/\w+ \w+/);
  const linked = (await activities("completed")).find(({ action }) => action === "linked");
  expect(linked).toMatchObject({
    title: name,
    requestedBy,
    transactionId: id,
    changes: [{ new: `The HARBOR-${number} and Sons L.L.C. (id ${id})` }],
  });
});

it("creates one vendor anyway, however often that is pressed, for an ERP admin alone", async () => {
  await changeSettings(installed, { createVendors: false });
  const name = await vendors.inProcore("Nearly # Roofing LLC");
  const id = await vendors.inNetSuite(name.replace(" LLC", ""));
  const commitment = await vendors.commitment(name);
  expect((await vendors.press(commitment, { decline: [id] }, manager)).status).toBe(403);
  const before = vendors.writes();

  const pressed = await Promise.all(
    [1, 2, 3].map(() => vendors.press(commitment, { decline: [id] })),
  );
  await atRest(world);

  expect(pressed.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(vendors.writes()).toBe(before + 1);
  const [created, ...others] = vendorsNamed(world, name);
  expect(others).toEqual([]);
  expect(ordersOf(world, commitment)).toMatchObject([{ fields: { entity: created?.id } }]);
});

it("asks again where one has come since that the person has not seen", async () => {
  const name = await vendors.inProcore("Late # Fencing Co");
  const seen = await vendors.inNetSuite(name.replace(" Co", ""));
  const commitment = await vendors.commitment(name);
  const unseen = await vendors.inNetSuite(name.replace(" Co", " Ltd"));

  await vendors.choose(commitment, { decline: [seen] });

  expect(shown(await viewOf(installed, commitment))).toEqual([
    `${seen} nearly the same name`,
    `${unseen} nearly the same name`,
  ]);
  expect(vendorsNamed(world, name)).toEqual([]);
});

it("shows the match again where NetSuite refuses a second vendor of the name", async () => {
  const name = await vendors.inProcore("Taken # Tiles");
  const id = await vendors.inNetSuite(name, { isInactive: true });
  const commitment = await vendors.commitment(name);

  await vendors.choose(commitment, { decline: [id] });

  const view = await viewOf(installed, commitment);
  expect(view).toMatchObject({ record: "error", failure: { code: "duplicate" } });
  expect(shown(view)).toEqual([`${id} the same name, inactive`]);
  await vendors.retry(commitment);
  expect(await viewOf(installed, commitment)).toMatchObject(unclear);
});

it("takes one choice of those that are made at once, and creates nothing beside it", async () => {
  const name = await vendors.inProcore("Contested # Cranes Inc");
  const ids = await Promise.all(
    ["Ltd", "LLC"].map((form) => vendors.inNetSuite(name.replace("Inc", form))),
  );
  const commitment = await vendors.commitment(name);
  const before = vendors.writes();

  const links = await Promise.all(ids.map((link) => vendors.press(commitment, { link })));
  const created = await vendors.press(commitment, { decline: ids });
  await atRest(world);

  expect(links.map(({ status }) => status).toSorted()).toEqual([202, 409]);
  // by then it is up to date, or on its way
  expect([202, 409]).toContain(created.status);
  const taken = ids[links.findIndex(({ status }) => status === 202)];
  expect(ordersOf(world, commitment)).toMatchObject([{ fields: { entity: taken } }]);
  expect(vendors.writes()).toBe(before);
  expect((await vendors.press(commitment, { link: taken! })).status).toBe(202);
});

it("links to none that was not shown, is gone, or has been closed since", async () => {
  const name = await vendors.inProcore("Gone # Gutters Inc");
  const [gone, closed] = await Promise.all(
    ["Ltd", "LLC"].map((form) => vendors.inNetSuite(name.replace("Inc", form))),
  );
  const commitment = await vendors.commitment(name);
  await vendors.act({ do: "merge_vendors", from: gone, into: "Acme Steel Erectors" });
  await vendors.act({ do: "deactivate_vendor", vendorId: closed });

  const refused = (link: string) =>
    vendors
      .press(commitment, { link })
      .then(({ status, body }) => [status, (body as { message: string }).message]);

  const saying = (message: RegExp) => [409, expect.stringMatching(message)];
  expect(await refused(gone!)).toEqual(
    saying(/^NetSuite no longer has .+ Retry, and Crosstie looks again/),
  );
  expect(await refused(closed!)).toEqual(saying(/has changed since\. NetSuite refuses its orders/));
  expect(await refused("612")).toEqual(saying(/no longer among those to choose from/));
  expect((await refused(""))[0]).toBe(400);
  expect(await viewOf(installed, commitment)).toMatchObject(unclear);
});

it("says in the preview that a person has to choose, and shows no new vendor", async () => {
  const name = await vendors.inProcore("Seen # Ahead LLC");
  const id = await vendors.inNetSuite(name.replace(" LLC", ""));
  await changeSettings(installed, { automaticSync: false });
  const commitment = await createCommitment(world, installed, { vendor: name, title: "Ahead" });
  await atRest(world);

  const preview = await must(
    installed.admin.get<Preview>(`${pathOf(installed, commitment)}/preview`),
  );

  expect(preview.blockers).toEqual([expect.stringContaining(`(id ${id}, nearly the same name)`)]);
  expect(preview.documents).toMatchObject([
    { requests: [{ url: expect.stringContaining("/purchaseOrder/") }] },
  ]);
});
