import { badDayBattery } from "./connector/bad-day-battery.ts";
import { creditBattery } from "./connector/credit-battery.ts";
import { currencyBattery } from "./connector/currency-battery.ts";
import { descriptionBattery } from "./connector/description-battery.ts";
import { documentBattery } from "./connector/document-battery.ts";
import { paymentBattery } from "./connector/payment-battery.ts";
import { retainageBattery } from "./connector/retainage-battery.ts";
import type { ConnectorStage, Refused } from "./connector/stage.ts";
import { standingBattery } from "./connector/standing-battery.ts";
import { vendorBattery } from "./connector/vendor-battery.ts";

interface Battery {
  /** A fresh sandbox, closed when the test ends. */
  open(): Promise<ConnectorStage>;
  /** Something that this ERP refuses to write. */
  refused(stage: ConnectorStage): Refused;
}

/** What every connector must pass, whatever the ERP behind it. */
export function connectorBattery({ open, refused }: Battery): void {
  descriptionBattery(open);
  vendorBattery(open);
  documentBattery(open, refused);
  creditBattery(open);
  retainageBattery(open);
  currencyBattery(open);
  standingBattery(open);
  paymentBattery(open);
  badDayBattery(open);
}
