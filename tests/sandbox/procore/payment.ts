import type { Stage } from "./stage.ts";

export const PAYMENTS = "/rest/v1.0/contract_payments";

/** What is sent to pay on the stage's subcontract. */
export const payment = ({ hospital, subcontract }: Stage, fields: Record<string, unknown>) => ({
  body: { project_id: hospital.id, contract_id: subcontract.id, contract_payment: fields },
});
