import type { Endpoint } from "../call.ts";
import { appInstallationEndpoints } from "./app-installations.ts";
import { billingPeriodEndpoints } from "./billing-periods.ts";
import { changeOrderBatchEndpoints } from "./change-order-batches.ts";
import { changeOrderLineEndpoints } from "./change-order-lines.ts";
import { changeOrderEndpoints } from "./change-orders.ts";
import { codeEndpoints } from "./codes.ts";
import { commitmentContractEndpoints } from "./commitment-contracts.ts";
import { commitmentEndpoints } from "./commitments.ts";
import { contractPaymentEndpoints } from "./contract-payments.ts";
import { contractEndpoints } from "./contracts.ts";
import { hookV1Endpoints } from "./hooks-v1.ts";
import { hookV2Endpoints } from "./hooks-v2.ts";
import { lineItemEndpoints } from "./line-items.ts";
import { peopleEndpoints } from "./people.ts";
import { projectEndpoints } from "./projects.ts";
import { requisitionItemEndpoints } from "./requisition-items.ts";
import { requisitionEndpoints } from "./requisitions.ts";
import { taxCodeEndpoints } from "./tax-codes.ts";
import { toolEndpoints } from "./tools.ts";
import { vendorEndpoints } from "./vendors.ts";

/** Every call of Procore's REST API that this sandbox plays. */
export const ENDPOINTS: Endpoint[] = [
  ...peopleEndpoints,
  ...toolEndpoints,
  ...projectEndpoints,
  ...vendorEndpoints,
  ...codeEndpoints,
  ...taxCodeEndpoints,
  ...billingPeriodEndpoints,
  ...commitmentEndpoints,
  ...lineItemEndpoints("work_order_contract"),
  ...lineItemEndpoints("purchase_order_contract"),
  ...contractEndpoints("work_order_contract"),
  ...contractEndpoints("purchase_order_contract"),
  ...commitmentContractEndpoints,
  ...changeOrderEndpoints,
  ...changeOrderLineEndpoints,
  ...changeOrderBatchEndpoints,
  ...requisitionEndpoints,
  ...requisitionItemEndpoints,
  ...contractPaymentEndpoints,
  ...appInstallationEndpoints,
  ...hookV1Endpoints,
  ...hookV2Endpoints,
];
