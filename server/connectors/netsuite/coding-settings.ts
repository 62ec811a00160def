import { z } from "zod";
import type { SettingField } from "../fields.ts";

export const codingFields: SettingField[] = [
  {
    id: "departmentId",
    label: "Default department",
    help: "Orders and bills belong to it, unless their project has a department of its own.",
    input: "choice",
    per: "company",
  },
  {
    id: "classId",
    label: "Default class",
    help: "Orders and bills belong to it, unless their project has a class of its own.",
    input: "choice",
    per: "company",
  },
  {
    id: "locationId",
    label: "Default location",
    help: "Orders and bills belong to it, unless their project has a location of its own.",
    input: "choice",
    per: "company",
  },
  {
    id: "taxCodeId",
    label: "Default tax code",
    help: "On every line, unless its project has a tax code of its own. NetSuite adds its tax to Procore's amounts: choose a code that adds none, unless it should.",
    input: "choice",
    per: "company",
  },
  {
    id: "costCodeColumn",
    label: "Column for the cost code",
    help: "A custom column of purchase orders and vendor bills that takes each line's cost code.",
    input: "choice",
    per: "company",
  },
  {
    id: "customerIdsByProject",
    label: "NetSuite project or customer",
    help: "Lines of this project's orders and bills are for it. The newest 1,000 active projects and customers each are offered.",
    input: "choice",
    per: "project",
  },
  {
    id: "departmentIdsByProject",
    label: "Department of a project",
    help: "Orders and bills of this project belong to it instead of the default department.",
    input: "choice",
    offeredAs: "departmentId",
    insteadOf: "departmentId",
    per: "project",
  },
  {
    id: "classIdsByProject",
    label: "Class of a project",
    help: "Orders and bills of this project belong to it instead of the default class.",
    input: "choice",
    offeredAs: "classId",
    insteadOf: "classId",
    per: "project",
  },
  {
    id: "locationIdsByProject",
    label: "Location of a project",
    help: "Orders and bills of this project belong to it instead of the default location.",
    input: "choice",
    offeredAs: "locationId",
    insteadOf: "locationId",
    per: "project",
  },
  {
    id: "taxCodeIdsByProject",
    label: "Tax code of a project",
    help: "On every line of this project's orders and bills instead of the default tax code.",
    input: "choice",
    offeredAs: "taxCodeId",
    insteadOf: "taxCodeId",
    per: "project",
  },
  {
    id: "customValues",
    label: "Value of a custom field",
    help: "What NetSuite is given for a field of its own that it insists on. Of a list, enter the internal ID of the entry; of a check box, T or F.",
    input: "text",
    per: "custom_field",
  },
];

const id = z
  .string()
  .trim()
  .regex(/^-?\d+$/, "must be a NetSuite internal id");
const optionalId = z
  .union([z.literal("").transform(() => null), id])
  .nullish()
  .transform((value) => value ?? null);
const idsByProject = z.record(z.string(), id).default({});

export const codingShape = {
  departmentId: optionalId,
  classId: optionalId,
  locationId: optionalId,
  taxCodeId: optionalId,
  costCodeColumn: z
    .string()
    .regex(/^custcol\w+$/, "must be the script id of a custom column")
    .nullish()
    .transform((value) => value ?? null),
  customerIdsByProject: idsByProject,
  departmentIdsByProject: idsByProject,
  classIdsByProject: idsByProject,
  locationIdsByProject: idsByProject,
  taxCodeIdsByProject: idsByProject,
  /** By the keys of custom-fields.ts. */
  customValues: z.record(z.string(), z.string()).default({}),
};
