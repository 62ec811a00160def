import {
  amount,
  choice,
  computed,
  createdDate,
  currency,
  date,
  flag,
  number,
  reference,
  subsidiary,
  text,
} from "./fields.ts";
import type { Field, RecordSchema } from "./schema.ts";

const FILTERABLE = [
  "companyName",
  "currency",
  "dateCreated",
  "email",
  "entityId",
  "externalId",
  "id",
  "isInactive",
  "lastModifiedDate",
  "phone",
];

const entity: Record<string, Field> = {
  entityId: text(83),
  companyName: text(83),
  email: text(254),
  phone: text(32),
  comments: text(4000),
  currency,
  subsidiary,
  isInactive: flag,
  dateCreated: createdDate,
  lastModifiedDate: createdDate,
};

/** Source: github uptick/pynetsuite, netsuite-oas.json (customer of a live account). */
export const customerSchema: RecordSchema = {
  label: "Customer",
  fields: {
    ...entity,
    isPerson: flag,
    firstName: text(32),
    lastName: text(32),
    legalName: text(83),
    parent: reference("customer"),
    terms: reference("term"),
    creditLimit: amount,
  },
  sublists: {
    addressBook: {
      keys: ["internalId"],
      columns: {
        internalId: { kind: "integer" },
        label: text(150),
        defaultBilling: flag,
        defaultShipping: flag,
        addressBookAddress: { kind: "address" },
      },
    },
  },
  filterable: [...FILTERABLE, "firstName", "lastName", "isPerson"],
};

const CHOICES = { "1": "1", "2": "2", "3": "3", "4": "4", "5": "5" };

/** A project; its customer is `parent`. Source: the reference, 2.4, "job (project)". */
export const jobSchema: RecordSchema = {
  label: "Project",
  fields: {
    ...entity,
    parent: reference("customer"),
    entityStatus: choice(CHOICES),
    jobBillingType: choice(CHOICES),
    jobPrice: amount,
    startDate: date,
    projectedEndDate: date,
    endDate: date,
    percentComplete: computed(number),
  },
  sublists: {},
  filterable: [...FILTERABLE, "parent", "startDate", "endDate"],
};
