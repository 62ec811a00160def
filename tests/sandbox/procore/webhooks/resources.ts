import type { EventType } from "./records.ts";

export interface HookResource {
  name: string;
  scope: "company" | "project";
  category: string;
  tool: string;
  except: EventType[];
}

const company = (name: string, tool: string, ...except: EventType[]): HookResource => ({
  name,
  scope: "company",
  category: "Core",
  tool,
  except,
});
const financial = (name: string, tool: string, ...except: EventType[]): HookResource => ({
  name,
  scope: "project",
  category: "Construction Financials",
  tool,
  except,
});
const field = (name: string, tool: string, ...except: EventType[]): HookResource => ({
  name,
  scope: "project",
  category: "Project Execution",
  tool,
  except,
});

/**
 * What may be subscribed to. `Requisitions` is not among them: subcontractor invoices have to be
 * polled for.
 */
export const RESOURCES: HookResource[] = [
  company("ERP Requests", "ERP Integrations"),
  company("Projects", "Portfolio", "delete"),
  company("Company Vendors", "Directory", "delete"),
  company("Company Users", "Directory", "delete"),
  company("Line Item Types", "Admin"),
  company("Standard Cost Codes", "Admin"),
  company("Timecard Time Types", "Timecard", "update"),
  financial("Work Order Contracts", "Commitments"),
  financial("Work Order Contract Line Items", "Commitments"),
  financial("Purchase Order Contracts", "Commitments"),
  financial("Purchase Order Contract Line Items", "Commitments"),
  financial("Contract Payments", "Commitments"),
  financial("Payment Applications", "Prime Contracts"),
  financial("Prime Contracts", "Prime Contracts"),
  financial("Prime Contract Line Items", "Prime Contracts"),
  financial("Direct Costs", "Direct Costs"),
  financial("Direct Cost Line Items", "Direct Costs"),
  financial("Change Order Packages", "Change Orders"),
  financial("Potential Change Orders", "Change Orders"),
  financial("Change Order Requests", "Change Orders"),
  financial("Budget Line Items", "Budget"),
  financial("Draw Requests", "Commitments"),
  field("Cost Codes", "Admin"),
  field("Sub Jobs", "Admin"),
  field("Timecard Entries", "Timecard"),
  field("Project Users", "Directory", "update"),
  field("Project Vendors", "Directory", "update"),
];

/** Undefined: this scope does not offer that event. */
export function findResource(
  scope: "company" | "project",
  name: string,
  eventType: EventType,
): HookResource | undefined {
  return RESOURCES.find(
    (resource) =>
      resource.scope === scope && resource.name === name && !resource.except.includes(eventType),
  );
}
