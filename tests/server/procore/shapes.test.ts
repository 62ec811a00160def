import { expect, it } from "vitest";
import { z } from "zod";
import { id, parseRecord } from "../../../server/procore/shapes.ts";

const Shape = z.object({ id, title: z.string() });

it("knows a record by the one form of its id", () => {
  expect(
    ["0562949953421602", "562949953421602", 562949953421602, "0", "000"].map((one) =>
      id.parse(one),
    ),
  ).toEqual(["562949953421602", "562949953421602", "562949953421602", "0", "0"]);
});

it("reads the record that it asked for, in whatever form Procore writes its id", () => {
  expect(parseRecord(Shape, { id: "042", title: "Steel" }, "42")).toEqual({
    id: "42",
    title: "Steel",
  });
});

it("believes nothing of an answer that names another record", () => {
  expect(() => parseRecord(Shape, { id: 43, title: "Steel" }, "42")).toThrow(
    "was asked for record 42 and answered with 43",
  );
});
