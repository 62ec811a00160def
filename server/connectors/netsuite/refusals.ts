import type { KnownRefusal } from "../name-refusal.ts";
import { badReference } from "./bad-reference.ts";
import { currencyDiffers } from "./own-refusals.ts";
import { vendorRefusals } from "./vendor-refusals.ts";

// [E] NetSuite help, "Error Status Codes" (section_N3539978); REST answers with the same sentences,
// mostly under the code USER_ERROR. [L] a published answer of a live account:
// tests/fixtures/netsuite/refusals.ts says where.

/** The particular before the general: the first row that matches counts. */
export const knownRefusals: readonly KnownRefusal[] = [
  {
    meaning: "record_changed",
    whoseMove: "crosstie",
    title: "Somebody saved {record} in NetSuite at the same moment",
    remedy: "Nothing is lost. Crosstie sends it again by itself; a retry does so at once.",
    says: [
      { code: "RCRD_HAS_BEEN_CHANGED" }, // [E] [L]
      { words: /^Record has been changed\.?$/ }, // [E] [L]
      { words: /^The record has been edited since you retrieved it\.( Hit the back button .*)?$/ }, // [E]
    ],
  },
  {
    meaning: "permission",
    whoseMove: "admin",
    title: "NetSuite does not let Crosstie do that for {record}",
    remedy:
      "A NetSuite administrator opens the role of the integration under Setup > Users/Roles > Manage Roles and adds the permission that NetSuite names below, with level Full for what Crosstie writes. Then retry.",
    says: [
      { code: "INSUFFICIENT_PERMISSION" }, // [E] [L]
      { code: "PERMISSION_VIOLATION" }, // [E]
      {
        words: // [E] [L]
          /^Permission Violation: You need (.+ )?the '[^']+' permission to access this page\. Please contact your account administrator\.?$/,
      },
      { words: /^Permission Violation: you may not access this record\.$/ }, // [E]
      { words: /^Your current role does not have permission to perform this action\.$/ }, // [L]
    ],
  },
  {
    meaning: "period_closed",
    whoseMove: "accounting",
    title: "The accounting period of {record} is closed",
    remedy:
      "Accounting opens the period in NetSuite under Setup > Accounting > Manage Accounting Periods, or somebody gives the invoice a billing date in an open period in Procore. Then retry.",
    says: [
      { code: "CLOSED_TRAN_PRD" }, // [E]
      { code: "TRAN_PERIOD_CLOSED" }, // [E]
      { words: /^The G\/L impact of a transaction in a closed period cannot be changed\.$/ }, // [E]
      { words: /^You cannot change the G\/L impact of a transaction in a closed period\.$/ }, // [E]
      { words: /^You cannot move a transaction to or from a closed period\.$/ }, // [E]
      { words: /^This transaction is in a period that has been closed\. You may not edit it\.$/ }, // [E]
      {
        words: // [L]
          /^The transaction date you specified is not within the date range of your accounting period\.?$/,
      },
      { words: /^Please enter value\(s\) for: Posting Period\.?$/ }, // [L], field by field
    ],
  },
  {
    meaning: "duplicate",
    whoseMove: "accounting",
    title: "The name of {record} is taken in NetSuite",
    remedy:
      "Crosstie found no active vendor of that name, but NetSuite has the name already: for an inactive vendor, one of another subsidiary, a customer or an employee. Accounting looks it up there and makes that vendor active, or renames one of the two. Then retry.",
    says: [
      { code: "DUP_ENTITY" }, // [E]
      { words: /^This entity already exists\.$/ }, // [E] [L]
      { code: "DUP_VENDOR_NAME" }, // [E]
      {
        words: // [E]
          /^There is already a vendor using that entity name\. All vendors must have a unique entity name\.( Go .*)?$/,
      },
    ],
  },
  {
    meaning: "duplicate",
    whoseMove: "accounting",
    title: "NetSuite already has a record with the number of {record}",
    remedy:
      "Accounting looks in NetSuite at the record that has it. If someone typed in the same one by hand, accounting deletes that; if it is another one, accounting gives it another number. Then retry.",
    says: [
      { code: "DUP_RCRD" }, // [E]
      { words: /^This record already exists\.?$/ }, // [E] [L]
      {
        words: // [E]
          /^A record with this ID already exists\. You must enter a unique ID to create or update this record\.$/,
      },
    ],
  },
  {
    ...currencyDiffers,
    says: [
      { words: /^Invalid currency reference key -?\d+ for entity -?\d+\.?$/ }, // fylein/fyle-netsuite-api
      ...badReference(/^currency$/),
    ],
  },
  ...vendorRefusals,
  {
    meaning: "item_missing",
    whoseMove: "admin",
    title: "NetSuite does not take the item of {record}",
    remedy:
      "The item was deleted, made inactive, or is not of the subsidiary. An admin chooses another Default item in Settings. Then retry.",
    says: [
      { words: /^Invalid item reference key -?\d+( for \w+ -?\d+)?\.?$/ }, // [E]
      { words: /^You have entered an Invalid Field Value .+ for the following field: item\.?$/ }, // [L]
      ...badReference(/^item\.items\[\d+\]\.item$/), // reference §4.1
    ],
  },
  {
    meaning: "field_missing",
    whoseMove: "admin",
    title: "NetSuite wants {record} to be classified",
    remedy:
      "An admin chooses what NetSuite names below in Settings, under NetSuite defaults (Default department, Default class, Default location, Default tax code), or a department, class, location or tax code for the project; if they are not offered there, test the connection first. Then retry.",
    says: [
      {
        words: // [L], field by field
          /^Please enter value\(s\) for: (Department|Class|Location|Tax Code)(, (Department|Class|Location|Tax Code))*\.?$/,
      },
    ],
  },
  {
    meaning: "field_missing",
    whoseMove: "admin",
    title: "NetSuite wants a field that {record} does not have",
    remedy:
      "An admin gives the field named below a value in Settings, under Value of a custom field (Default department, class, location and tax code stand under NetSuite defaults). Or a NetSuite administrator gives it a default, or makes it optional on the form that the integration's role uses (Customization > Forms, Transaction Forms or Entry Forms). Then retry.",
    says: [
      { code: "FIELD_PARAM_REQD" }, // [L]
      { words: /^Please enter value\(s\) for: .+$/ }, // [L]
      { words: /^Please enter a value for \w+$/ }, // [L]
      { words: /^You must enter a value for .+$/ }, // [L]
    ],
  },
  {
    meaning: "lines_missing",
    whoseMove: "project",
    title: "NetSuite wants at least one line on {record}",
    remedy: "Somebody adds a line with an amount in Procore. The change is sent as any other.",
    says: [{ words: /^You must enter at least one line item for this transaction\.$/ }], // [L]
  },
  {
    meaning: "text_too_long",
    whoseMove: "project",
    title: "A text of {record} is too long for NetSuite",
    remedy: "Somebody shortens the field named below in Procore. The change is sent as any other.",
    says: [
      {
        words: // [E]
          /^The field \S+ contained more than the maximum number \( ?\d+ ?\) of characters allowed\.$/,
      },
    ],
  },
  {
    meaning: "record_locked",
    whoseMove: "accounting",
    title: "NetSuite has locked {record}",
    remedy:
      "An approval or another workflow of the account holds it. Once it is through, or an administrator has released the record, retry.",
    says: [
      { code: "RCRD_LOCKED_BY_WF" }, // [E]
      { words: /^This record has been locked by a user defined workflow\.$/ }, // [E] [L]
    ],
  },
  {
    meaning: "value_unknown",
    whoseMove: "accounting",
    title: "NetSuite does not take a value of {record}",
    remedy:
      "What NetSuite names below is inactive, deleted, or not of this vendor or subsidiary. Accounting mends it there, or an admin chooses other defaults in Settings. Then retry.",
    says: [
      { words: /^Invalid \w+ reference key -?\d+( for \w+ -?\d+)?\.?$/ }, // [E] [L]
      { words: /^You have entered an Invalid Field Value .+ for the following field: \w+\.?$/ }, // [L]
      { code: "INVALID_KEY_OR_REF" }, // [E]
    ],
  },
  {
    meaning: "system_fault",
    whoseMove: "accounting",
    title: "NetSuite itself failed on {record}",
    remedy:
      "Crosstie tried it many times. A script or a workflow of the account may stop it: an administrator looks at the error id below, or gives it to NetSuite's support. Then retry.",
    says: [
      { code: "UNEXPECTED_ERROR" }, // [E] [L]
      { words: /^An unexpected error occurred\. Error ID: \w+\.?$/ }, // [L]
    ],
  },
];
