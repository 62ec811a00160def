import type { KnownRefusal } from "../name-refusal.ts";
import { badReference } from "./bad-reference.ts";

/** Part of the table in `refusals.ts`, which explains [E] and [L]. */
export const vendorRefusals: readonly KnownRefusal[] = [
  {
    meaning: "vendor_elsewhere",
    whoseMove: "accounting",
    title: "The vendor of {record} is not of the subsidiary",
    remedy:
      "Accounting adds the subsidiary to the vendor in NetSuite (the vendor, subtab Subsidiaries), or an admin chooses another Default subsidiary in Settings. Then retry.",
    says: [
      { words: /^Invalid entity reference key -?\d+ for subsidiary -?\d+\.?$/ }, // [E] [L]
      { words: /^Invalid subsidiary reference key -?\d+ for entity -?\d+\.?$/ }, // [E] [L]
    ],
  },
  {
    meaning: "vendor_unknown",
    whoseMove: "accounting",
    title: "NetSuite no longer has the vendor of {record}",
    remedy:
      "It was deleted or merged there. Crosstie looks for the vendor that took its place, and for one of that name: retry. If there is none, accounting creates it, or Crosstie does where Create missing vendors is on in Settings.",
    says: [
      { words: /^Invalid entity reference key -?\d+\.?$/ }, // [E] [L]
      { words: /^You have entered an Invalid Field Value .+ for the following field: entity\.?$/ }, // [L]
      ...badReference(/^entity$/), // reference §4.2
    ],
  },
  {
    meaning: "email_refused",
    whoseMove: "project",
    title: "NetSuite does not take the e-mail address of {record}",
    remedy: "Somebody corrects it in Procore's directory. Then retry.",
    says: [
      { words: /^Please enter a valid e-?mail address\.?$/ }, // its forms; of REST nothing is published
      { code: "INVALID_CONTENT", place: /^email$/ },
    ],
  },
  {
    meaning: "phone_refused",
    whoseMove: "project",
    title: "NetSuite does not take the phone number of {record}",
    remedy: "Somebody corrects it in Procore's directory. Then retry.",
    says: [
      { words: /^Phone number should have seven digits or more\.?$/ }, // its forms
      { code: "INVALID_CONTENT", place: /^phone$/ },
    ],
  },
];
