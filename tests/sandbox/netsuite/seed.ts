import { Account, type NsRecord, type Value } from "./account.ts";
import type { Options } from "./options.ts";
import type { RecordType } from "./records/schema.ts";
import { RELATIONSHIPS } from "./rules/vendor.ts";
import { seedCustomers } from "./seed-customers.ts";

const STARTED = "2025-01-02T14:00:00.000Z";

/** An account as a consultant would leave it: lists filled, a dozen vendors, no transactions. */
export function seededAccount(options: Options): Account {
  const account = new Account(options);
  seed(account);
  return account;
}

function seed(account: Account): void {
  const put = (type: RecordType, id: string, fields: Record<string, Value>) =>
    account.put({
      type,
      id,
      externalId: null,
      created: STARTED,
      modified: STARTED,
      nextLine: 1,
      fields,
      lines: {},
    });
  put("currency", "1", { name: "US Dollar", symbol: "USD", exchangeRate: "1", isInactive: false });
  put("currency", "2", {
    name: "Canadian Dollar",
    symbol: "CAD",
    exchangeRate: "0.73",
    isInactive: false,
  });
  put("subsidiary", "1", {
    name: "Keystone Builders Inc.",
    currency: "1",
    country: "US",
    isInactive: false,
    isElimination: false,
  });
  put("subsidiary", "2", {
    name: "Keystone Builders West LLC",
    currency: "1",
    country: "US",
    isInactive: false,
    isElimination: false,
  });
  for (const [id, name, days] of [
    ["1", "Net 15", "15"],
    ["2", "Net 30", "30"],
    ["3", "Net 60", "60"],
    ["4", "Due on receipt", "0"],
  ] as const) {
    put("term", id, { name, daysUntilNetDue: days, isInactive: false });
  }
  for (const [id, name, subsidiary] of [
    ["1", "Boston Yard", "1"],
    ["2", "Providence Yard", "1"],
    ["3", "Denver Yard", "2"],
  ] as const) {
    put("location", id, { name, subsidiary, isInactive: false });
  }
  for (const [id, name] of [
    ["1", "Project Operations"],
    ["2", "Field"],
    ["3", "Finance"],
  ] as const) {
    put("department", id, { name, isInactive: false });
  }
  for (const [id, name] of [
    ["1", "Residential"],
    ["2", "Commercial"],
  ] as const) {
    put("classification", id, { name, isInactive: false });
  }
  for (const [id, itemId, description] of [
    ["5", "EXEMPT", "No tax"],
    ["6", "GST", "Goods and services tax"],
  ] as const) {
    put("salesTaxItem", id, { itemId, description, isInactive: false });
  }
  for (const row of ACCOUNTS) seedAccount(put, row);
  ITEMS.forEach(([name, expenseAccount], index) =>
    put("item", String(81 + index), {
      itemId: name,
      displayName: name,
      itemType: "OthCharge",
      expenseAccount,
      isFulfillable: !NEVER_RECEIVED.includes(name),
      isInactive: false,
    }),
  );
  seedPeriods(put, Math.max(2027, account.options.now().getUTCFullYear() + 1));
  seedCustomers(put);
  for (const vendor of VENDORS) seedVendor(account, vendor);
}

type Put = (type: RecordType, id: string, fields: Record<string, Value>) => void;

const ACCOUNTS = [
  ["58", "5000", "Subcontractor Costs", "COGS"],
  ["59", "5100", "Labor Costs", "COGS"],
  ["60", "5200", "Material Costs", "COGS"],
  ["61", "5300", "Equipment Costs", "COGS"],
  ["62", "5900", "Other Job Costs", "COGS"],
  ["63", "6400", "Freight", "Expense"],
  ["111", "2000", "Accounts Payable", "AcctPay"],
  ["112", "2050", "Accounts Payable - Retainage", "AcctPay"],
  ["121", "1000", "Operating Checking", "Bank"],
  ["122", "1010", "Electronic Payments", "Bank"],
  ["131", "2200", "Corporate Credit Card", "CredCard"],
  ["141", "1400", "Vendor Prepayments", "OthCurrAsset"],
  ["151", "2150", "Retainage Payable", "OthCurrLiab"],
] as const;

function seedAccount(
  put: Put,
  [id, acctNumber, acctName, acctType]: (typeof ACCOUNTS)[number],
): void {
  put("account", id, { acctNumber, acctName, acctType, isInactive: false, isSummary: false });
}

/** "Can be Fulfilled/Received" is off. */
const NEVER_RECEIVED: readonly string[] = ["Labor", "Retainage"];

const ITEMS = [
  ["Subcontract", "58"],
  ["Labor", "59"],
  ["Material", "60"],
  ["Equipment", "61"],
  ["Other", "62"],
  ["Retainage", "151"],
] as const;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Months from 2025 on, the first quarter of 2025 closed. */
function seedPeriods(put: Put, lastYear: number): void {
  for (let month = 0; month < (lastYear - 2024) * 12; month += 1) {
    const first = new Date(Date.UTC(2025, month, 1)).toISOString().slice(0, 10);
    const last = new Date(Date.UTC(2025, month + 1, 0)).toISOString().slice(0, 10);
    const closed = month < 3;
    put("accountingPeriod", String(101 + month), {
      periodName: `${MONTHS[month % 12]} ${first.slice(0, 4)}`,
      startDate: first,
      endDate: last,
      isPosting: true,
      isAdjust: false,
      isYear: false,
      isQuarter: false,
      closed,
      apLocked: closed,
      arLocked: closed,
      allLocked: closed,
    });
  }
}

const VENDORS = [
  "Acme Steel Erectors",
  "Delta Building Supply",
  "Summit Mechanical Contractors",
  "Harbor Concrete Works",
  "Brightline Electric Co",
  "Granite State Masonry",
  "Pioneer Roofing & Sheet Metal",
  "Evergreen Site Development",
  "Colonial Drywall Systems",
  "Tri-County Plumbing",
  "Redstone Crane & Rigging",
  "Lakeside Interiors",
];

function seedVendor(account: Account, name: string): void {
  const slug = name.toLowerCase().replace(/[^a-z]+/g, "");
  const vendor: NsRecord = {
    type: "vendor",
    id: account.nextId("vendor"),
    externalId: null,
    created: STARTED,
    modified: STARTED,
    nextLine: 3,
    fields: {
      entityId: name,
      companyName: name,
      legalName: name,
      isPerson: false,
      isInactive: false,
      email: `ap@${slug}.example`,
      subsidiary: "1",
      currency: "1",
      terms: "2",
      payablesAccount: "111",
    },
    lines: {
      addressBook: [],
      currencyList: [{ line: 1, fields: { currency: "1" } }],
      [RELATIONSHIPS]: [{ line: 2, fields: { subsidiary: "1" } }],
    },
  };
  account.put(vendor);
}
