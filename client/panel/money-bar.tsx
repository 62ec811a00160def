import styled from "styled-components";
import type { CommitmentView } from "../../server/api/contract.ts";
import { Money } from "../components/money.tsx";
import { theme } from "../components/theme.ts";
import { Tile, TileHead } from "../components/tile.tsx";
import { isZero, shareOf } from "../decimal.ts";
import { formatDay } from "../format.ts";

/** Contract, billed, paid and retainage as one bar with its figures. */
export function MoneyBar({ view: { money, nextPayment } }: { view: CommitmentView }) {
  const { contract, approvedChanges, pendingChanges, currency, leftToBill } = money;
  const { paid, settledOtherwise, unpaid, onlyInProcore, retainage } = money;
  const part = (label: string, amount: string, color: string) => {
    return { label, amount, color, share: shareOf(amount, contract) };
  };
  const inBoth = { share: shareOf(paid, contract) - shareOf(onlyInProcore, contract) };
  const parts = [
    { ...part("Paid", paid, theme.paid), ...inBoth },
    ...(isZero(onlyInProcore)
      ? []
      : [{ ...part("of which only in Procore", onlyInProcore, "transparent"), share: 0 }]),
    ...(isZero(settledOtherwise)
      ? []
      : [part("Settled otherwise", settledOtherwise, theme.settled)]),
    part("Billed, not paid", unpaid, theme.billed),
    part("Retainage held", retainage, theme.retained),
  ];
  const used = parts.every(({ amount }) => isZero(amount)) ? [] : parts;
  return (
    <Tile>
      <TileHead title="Where the money is" aside={currency} />
      <Bar aria-hidden="true">
        {used.map(({ label, share, color }) => (
          <Part key={label} $color={color} $share={share} />
        ))}
      </Bar>
      <Figures>
        {[
          ...used,
          ...(used.length === 0 ? [] : [leftOf(leftToBill)]),
          {
            label: isZero(approvedChanges) ? "Contract" : "Contract with changes",
            amount: contract,
            color: used.length === 0 ? theme.open : "transparent",
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
      {nextPayment && (
        <Next>
          <span>
            Next payment
            <small>
              Invoice {nextPayment.invoiceNumber}
              {nextPayment.due && `, due ${formatDay(nextPayment.due)}`}
              {!nextPayment.due && nextPayment.isRead && ", no due date"}
            </small>
          </span>
          <Money amount={nextPayment.amount} currency={nextPayment.currency} />
        </Next>
      )}
    </Tile>
  );
}

/** Billed beyond the contract is no negative rest. */
function leftOf(amount: string) {
  const isOver = amount.startsWith("-");
  return {
    label: isOver ? "Billed over the contract" : "Left to bill",
    amount: amount.replace("-", ""),
    color: isOver ? "transparent" : theme.open,
  };
}

const Next = styled.p`
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  gap: 0 ${theme.space.sm}px;
  margin-top: ${theme.space.sm}px;
  padding-top: ${theme.space.sm}px;
  border-top: 1px solid ${theme.line};
  > :last-child {
    margin-left: auto;
  }
  small {
    display: block;
    color: ${theme.quiet};
    font-size: 12px;
    line-height: 16px;
  }
`;

const Bar = styled.div`
  display: flex;
  height: 12px;
  margin-bottom: ${theme.space.xs}px;
  forced-color-adjust: none;
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
  forced-color-adjust: none;
`;
