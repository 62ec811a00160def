import { expect, it } from "vitest";
import { readContext, readHints } from "../../client/bridge/host-context.ts";

it("takes ids as numbers and as strings", () => {
  const context = readContext({
    company_id: 562949953421312,
    project_id: "9223372036854775001",
    view: "commitments.work_order_contracts.detail",
    id: 7,
  });

  expect(context).toEqual({
    companyId: "562949953421312",
    projectId: "9223372036854775001",
    view: "commitments.work_order_contracts.detail",
    id: "7",
  });
});

it("takes another spelling of an id for no id at all", () => {
  expect(readHints("?companyId=0562949953421602")).toBeNull();
});

it("takes a number that JavaScript has rounded for no id at all", () => {
  expect(readContext({ company_id: 1, project_id: 2, id: 2 ** 53 + 2 })?.id).toBe(null);
});

it.each([
  null,
  undefined,
  "setup",
  7,
  {},
  { company_id: "../1" },
  { company_id: -1 },
  { company_id: { toString: () => "1" } },
])("makes no context of %j", (told) => {
  expect(readContext(told)).toBe(null);
});

it("reads the address only where it names a company", () => {
  expect(readHints("?companyId=1&projectId=2")).toEqual({
    companyId: "1",
    projectId: "2",
    view: null,
    id: null,
  });
  expect(readHints("?companyId=%7B%7Bprocore.company.id%7D%7D")).toBe(null);
});
