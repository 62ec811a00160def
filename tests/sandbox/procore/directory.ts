/**
 * Companies, people and what they are sorted by. Ids and money are strings; dates `YYYY-MM-DD`;
 * instants ISO 8601 UTC.
 */

export type Level = "None" | "Read Only" | "Standard" | "Admin";
export type Tool =
  | "Commitments"
  | "ERP Integrations"
  | "Admin"
  | "Directory"
  | "Webhooks API"
  | "Budget";
export type ToolLevels = Partial<Record<Tool, Level>>;

export interface Company {
  id: string;
  name: string;
  /** Region the company lives in, as `company_base_url` names it. */
  zone: string;
  isActive: boolean;
  /** ISO code of its books; contracts have it unless they say otherwise. */
  currency: string;
  /** Whether contracts may have another currency: Procore takes one only with the feature on. */
  isMulticurrency: boolean;
  /** Whether answers say the currency of a contract at all. */
  saysCurrency: boolean;
}

/** A rate that lines may be taxed at. */
export interface TaxCode {
  id: string;
  companyId: string;
  code: string;
  description: string | null;
  /** Percent. */
  rate: string;
  isArchived: boolean;
  isDefault: boolean;
  originId: string | null;
  originData: string | null;
}

export interface Membership {
  companyId: string;
  isCompanyAdmin: boolean;
  companyTools: ToolLevels;
  /**
   * Tools per project the user is a member of; a project that is absent is one the user cannot
   * open.
   */
  projects: Record<string, ToolLevels>;
}

export interface User {
  id: string;
  login: string;
  password: string;
  firstName: string;
  lastName: string;
  jobTitle: string;
  /** "Can Push to Accounting" in the company directory. */
  isAccountant: boolean;
  /** A directory user made by an install (a service account), never someone who signs in. */
  isService: boolean;
  memberships: Membership[];
  createdAt: string;
  updatedAt: string;
}

/** What an integration may leave on a record. Setting `originId` marks it as synced. */
export interface Origin {
  originId: string | null;
  originData: string | null;
  originCode: string | null;
}

export interface Stamped {
  createdAt: string;
  updatedAt: string;
}

export interface Project extends Origin, Stamped {
  id: string;
  companyId: string;
  name: string;
  number: string;
  accountingNumber: string | null;
  address: string;
  city: string;
  stateCode: string;
  countryCode: string;
  zip: string;
  timeZone: string;
  active: boolean;
  stage: string;
  startDate: string;
  completionDate: string;
  totalValue: string;
  /** Ticked already in the project picker of the marketplace page. */
  isOfferedByDefault: boolean;
}

export interface Vendor extends Origin, Stamped {
  id: string;
  companyId: string;
  name: string;
  abbreviatedName: string | null;
  address: string | null;
  city: string | null;
  stateCode: string | null;
  countryCode: string | null;
  zip: string | null;
  businessPhone: string | null;
  emailAddress: string | null;
  website: string | null;
  licenseNumber: string | null;
  isActive: boolean;
  trade: string | null;
  notes: string | null;
}

export interface CostCode extends Origin, Stamped {
  id: string;
  companyId: string;
  projectId: string;
  /** Last part of the code, e.g. `100` of `05-100`. */
  code: string;
  fullCode: string;
  name: string;
  parentId: string | null;
  position: number;
  lineItemTypeIds: string[];
}

export type BaseType =
  | "equipment"
  | "materials"
  | "commitment"
  | "owner_cost"
  | "professional_services"
  | "other";

export interface LineItemType extends Origin {
  id: string;
  companyId: string;
  name: string;
  code: string;
  baseType: BaseType;
}
