import { Typography } from "@procore/core-react";
import type { ChangeOrder, CommitmentView } from "../../server/api/contract.ts";
import { Money } from "../components/money.tsx";
import { Spread } from "../components/spread.ts";
import { type PillState, StatusPill } from "../components/status-pill.tsx";
import { Tile } from "../components/tile.tsx";
import { formatField } from "../format.ts";
import { ArrivingList } from "./arriving-list.tsx";
import { Section } from "./section.tsx";

/** Where there are none, the contract's figure says so. */
export function ChangeOrders({ view }: { view: CommitmentView }) {
  const { changeOrders, money, system } = view;
  if (changeOrders.length === 0) return null;
  return (
    <Section title="Change orders">
      <ArrivingList entries={changeOrders} first={4} noun="change order">
        {(order) => (
          <Tile>
            <Spread>
              <span>Change order {order.number}</span>
              <StatusPill state={stateOf(order)} />
            </Spread>
            <Spread>
              <Typography intent="small" color="gray40">
                {[order.title, formatField(order.status), whereabouts(order, system)]
                  .filter(Boolean)
                  .join(" · ")}
              </Typography>
              <Money amount={order.amount} currency={money.currency} />
            </Spread>
          </Tile>
        )}
      </ArrivingList>
    </Section>
  );
}

function stateOf({ state, isInErp }: ChangeOrder): PillState {
  if (state === "counted") return isInErp ? "synced" : "pending";
  return state === "waiting" ? "pending_approval" : "not_applicable";
}

function whereabouts({ state, isInErp }: ChangeOrder, system: string | null): string | null {
  const erp = system ?? "the ERP";
  if (state === "counted") return isInErp ? `in ${erp}` : `not in ${erp} yet`;
  return state === "waiting" ? "not sent before it is approved" : "counts nowhere";
}
