import styled from "styled-components";
import type { CommitmentView } from "../../server/api/contract.ts";
import { Money } from "../components/money.tsx";
import { theme } from "../components/theme.ts";
import { Tile, TileHead } from "../components/tile.tsx";
import { isZero, shareOf } from "../decimal.ts";

/** Contract, billed, paid and retainage as one bar with its figures. */
export function MoneyBar({ money }: { money: CommitmentView["money"] }) {
  const { contract, approvedChanges, pendingChanges, currency } = money;
  const { paid, settledOtherwise, unpaid, retainage } = money;
  const parts = [
    { label: "Paid", amount: paid, color: theme.paid },
    ...(isZero(settledOtherwise)
      ? []
      : [{ label: "Settled otherwise", amount: settledOtherwise, color: theme.settled }]),
    { label: "Billed, not paid", amount: unpaid, color: theme.billed },
    { label: "Retainage held", amount: retainage, color: theme.retained },
  ];
  const used = parts.every(({ amount }) => isZero(amount)) ? [] : parts;
  return (
    <Tile>
      <TileHead title="Where the money is" aside={currency} />
      <Bar aria-hidden="true">
        {used.map(({ label, amount, color }) => (
          <Part key={label} $color={color} $share={shareOf(amount, contract)} />
        ))}
      </Bar>
      <Figures>
        {[
          ...used,
          {
            label: isZero(approvedChanges) ? "Contract" : "Contract with changes",
            amount: contract,
            color: theme.open,
          },
          ...(isZero(pendingChanges)
            ? []
            : [
                {
                  label: "Pending changes, not sent",
                  amount: pendingChanges,
                  color: "transparent",
                },
              ]),
        ].map(({ label, amount, color }) => (
          <div key={label}>
            <dt>
              <Swatch $color={color} aria-hidden="true" />
              {label}
            </dt>
            <dd>
              <Money amount={amount} currency={currency} />
            </dd>
          </div>
        ))}
      </Figures>
    </Tile>
  );
}

const Bar = styled.div`
  display: flex;
  height: 12px;
  margin-bottom: ${theme.space.xs}px;
  overflow: hidden;
  border-radius: 6px;
  background: ${theme.open};
`;

const Part = styled.span<{ $color: string; $share: number }>`
  flex: none;
  width: ${({ $share }) => $share}%;
  background: ${({ $color }) => $color};
  transition: width 300ms ease-out;
`;

const Figures = styled.dl`
  > div {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 ${theme.space.sm}px;
    padding: 3px 0;
  }
  dt {
    flex: 1 1 auto;
    overflow-wrap: normal;
  }
  dd {
    margin-left: auto;
  }
`;

const Swatch = styled.span<{ $color: string }>`
  display: inline-block;
  width: 10px;
  height: 10px;
  margin-right: ${theme.space.sm}px;
  border-radius: 3px;
  background: ${({ $color }) => $color};
`;
