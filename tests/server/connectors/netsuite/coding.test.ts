import { expect, it } from "vitest";
import { settingsSchema } from "../../../../server/connectors/field-schemas.ts";
import { readSettings, settings } from "../../../../server/connectors/netsuite/settings.ts";
import { changesOf } from "../../../../server/connectors/netsuite/update-record.ts";
import { writtenRecord } from "../../../../server/connectors/netsuite/write-record.ts";
import { aLine, anOrder, aVendor } from "../../../contracts/connector/documents.ts";

const HERE = "562949953421400";
const AWAY = "562949953421499";
const DEFAULTS = {
  itemId: "81",
  departmentId: "1",
  classId: "2",
  locationId: "1",
  taxCodeId: "5",
  costCodeColumn: "custcol_code",
};

const order = anOrder({ orderKind: "subcontract" }, "612", [aLine("1", "10.00")]);
const written = (chosen: object) => writtenRecord(order, readSettings({ ...DEFAULTS, ...chosen }));

/** As NetSuite has the order, coded so. */
const there = (body: object, line: object) => ({
  id: "9031",
  item: { items: [{ line: "1", ...line }] },
  ...body,
});

/** What an update sends of the one line and of the body, when it was written with `before`. */
function changes(before: object | null, now: object, is: { body?: object; line?: object } = {}) {
  const numbered = { ...order, lines: [{ ...order.lines[0]!, erpLine: "1" }] };
  const made = (chosen: object) =>
    writtenRecord(numbered, readSettings({ itemId: "81", ...chosen }));
  const known = {
    id: "9031",
    lines: { "1": "1" },
    written: before && (JSON.parse(JSON.stringify(made(before))) as unknown),
    isAskedFor: false,
  };
  const record = there(is.body ?? {}, is.line ?? {}) as never;
  const { item, ...body } = changesOf(made(now), { known, there: record });
  return { body, line: item?.items[0] };
}

it("codes body and lines by the defaults, and the line by its cost code", () => {
  const { item, ...body } = written({});

  const coded = { department: { id: "1" }, class: { id: "2" }, location: { id: "1" } };
  expect(body).toMatchObject(coded);
  expect(item?.items).toMatchObject([
    { ...coded, taxCode: { id: "5" }, custcol_code: "05-120", description: "05-120 · Work 1" },
  ]);
});

it("takes what is chosen for the project before the default, and for that project alone", () => {
  const chosen = (project: string) => ({
    departmentIdsByProject: { [project]: "3" },
    classIdsByProject: { [project]: "1" },
    locationIdsByProject: { [project]: "2" },
    taxCodeIdsByProject: { [project]: "6" },
    customerIdsByProject: { [project]: "401" },
  });
  const own = { department: { id: "3" }, class: { id: "1" }, location: { id: "2" } };

  expect(written(chosen(HERE))).toMatchObject({ ...own, item: { items: [own] } });
  expect(written(chosen(HERE)).item?.items[0]).toMatchObject({
    customer: { id: "401" },
    taxCode: { id: "6" },
  });
  expect(written(chosen(AWAY))).toMatchObject({ department: { id: "1" }, class: { id: "2" } });
  expect(written(chosen(AWAY)).item?.items[0]?.taxCode).toEqual({ id: "5" });
  expect(written(chosen(AWAY)).item?.items[0]).not.toHaveProperty("customer");
});

it("sends nothing of what nobody has chosen", () => {
  const bare = writtenRecord(order, readSettings({ itemId: "81" }));

  expect(Object.keys(bare).toSorted()).toEqual(["entity", "item", "memo", "tranDate"]);
  expect(Object.keys(bare.item!.items[0]!).toSorted()).toEqual([
    "amount",
    "description",
    "item",
    "quantity",
    "rate",
  ]);
});

it("gives each kind of record its own custom fields, each in the shape of its kind", () => {
  const chosen = readSettings({
    itemId: "81",
    customValues: {
      "purchaseOrder.custbody_kind.list": "2",
      "purchaseOrder.custcol_share.number": "12.50",
      "vendorBill.custbody_checked.flag": "T",
      "vendor.custentity_group.text": "Trades",
    },
  });
  const body = JSON.stringify(writtenRecord(order, chosen));
  const bill = writtenRecord(
    {
      ...order,
      kind: "bill",
      numbers: ["SC-1-1"],
      orderId: "9031",
      orderKind: "subcontract",
      dueDate: undefined,
      memo: "",
      tax: "0.00",
      retainage: "net",
      credited: "0.00",
      lines: [],
    },
    chosen,
  );

  expect(body).toContain('"custbody_kind":{"id":"2"}');
  expect(body).toContain('"custcol_share":12.5}');
  expect(body).not.toContain("custbody_checked");
  expect(bill.custbody_checked).toBe(true);
  expect(writtenRecord(aVendor(), chosen)).toMatchObject({ custentity_group: "Trades" });
});

it.each([
  ["list", "Lump sum", "the internal ID of an entry"],
  ["number", "ten", "a number"],
  ["flag", "maybe", "T or F"],
])("sends nothing when a custom field cannot take its value: %s", (kind, value, asks) => {
  expect(() => written({ customValues: { [`purchaseOrder.custbody_x.${kind}`]: value } })).toThrow(
    expect.objectContaining({
      message: expect.stringContaining(`custbody_x takes ${asks}, and not "${value}"`),
      refusal: expect.objectContaining({ meaning: "value_unknown", whoseMove: "admin" }),
    }),
  );
});

it("sends no coding again that it has written", () => {
  const { body, line } = changes({ departmentId: "1" }, { departmentId: "1" });

  expect(body).toEqual({});
  expect(line).not.toHaveProperty("department");
});

it.each([
  ["a setting has changed", "1", "2", "1", "2"],
  ["a setting is new", undefined, "2", undefined, "2"],
  ["accounting has coded it otherwise", "1", "2", "3", undefined],
  ["accounting had coded it before there was a setting", undefined, "2", "3", undefined],
  ["accounting has emptied it", "1", "1", undefined, undefined],
])("codes an older line only where nobody else has: %s", (_, before, now, is, sent) => {
  const coded = is === undefined ? {} : { department: { id: is, refName: "Field" } };
  const chosen = (id: string | undefined) => (id === undefined ? {} : { departmentId: id });

  const { body, line } = changes(chosen(before), chosen(now), { body: coded, line: coded });

  const expected = sent === undefined ? undefined : { id: sent };
  expect([body.department, line?.department]).toEqual([expected, expected]);
});

it("leaves a coded line alone where it is not known what was written last", () => {
  const coded = { department: { id: "3" }, custcol_code: "" };

  const { line } = changes(null, DEFAULTS, { line: coded });

  expect(line).toMatchObject({ item: { id: "81" }, class: { id: "2" }, custcol_code: "05-120" });
  expect(line).not.toHaveProperty("department");
});

it("takes settings for projects and custom fields, and no column that is none", () => {
  const schema = settingsSchema(settings);
  const customValues = { "vendor.custentity_group.text": "Trades" };

  expect(schema.safeParse({ customValues, departmentIdsByProject: { [HERE]: "3" } }).success).toBe(
    true,
  );
  expect(() => readSettings({ costCodeColumn: "amount" })).toThrow(/script id of a custom column/);
});
