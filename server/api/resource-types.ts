import type { System } from "../connectors/index.ts";

/** A kind of record in Procore's words, and what it may be in the books. */
export interface Resource {
  id: string;
  name: string;
  help: string;
  documents: (keyof System["documents"])[];
}

export const resources: Resource[] = [
  {
    id: "commitment",
    name: "Commitments",
    help: "Subcontracts and purchase orders, with their lines",
    documents: ["subcontract", "purchase_order"],
  },
  {
    id: "requisition",
    name: "Subcontractor invoices",
    help: "Requisitions, once approved in Procore",
    documents: ["bill"],
  },
];
