import { onTestFinished } from "vitest";
import { connectorBattery } from "../contracts/connector-battery.ts";
import { aLine, anOrder } from "../contracts/connector/documents.ts";
import { openLedger } from "./ledger/stage.ts";

connectorBattery({
  async open() {
    const stage = await openLedger();
    onTestFinished(() => stage.close());
    return stage;
  },
  refused: (stage) => ({ document: anOrder(stage, "4711", [aLine("1", "10.00")]), words: /4711/ }),
});
