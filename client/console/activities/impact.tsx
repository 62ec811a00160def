import type { Activity } from "../../../server/api/contract.ts";
import { MoneyChange } from "../../components/money.tsx";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { formatPercentChange } from "../../format.ts";
import { Quiet } from "./quiet.ts";

export function Impact({ impact }: { impact: Activity["impact"] }) {
  if (!impact) {
    return (
      <span>
        <span aria-hidden="true">–</span>
        <OnlyReadAloud>No financial impact</OnlyReadAloud>
      </span>
    );
  }
  return (
    <div>
      <MoneyChange amount={impact.amount} />
      {impact.percent !== null && <Quiet>{formatPercentChange(impact.percent)}</Quiet>}
    </div>
  );
}
