import styled from "styled-components";
import { formatMoney, formatMoneyChange } from "../format.ts";
import { theme } from "./theme.ts";

interface MoneyProps {
  amount: string;
  currency: string;
  isStrong?: boolean;
}

export function Money({ amount, currency, isStrong = true }: MoneyProps) {
  return (
    <Figure $isStrong={isStrong} $color="inherit">
      {formatMoney(amount, currency)}
    </Figure>
  );
}

/** An increase or decrease: sign as well as colour. */
export function MoneyChange({ amount, currency, isStrong = true }: MoneyProps) {
  return (
    <Figure $isStrong={isStrong} $color={amount.startsWith("-") ? theme.bad : theme.good}>
      {formatMoneyChange(amount, currency)}
    </Figure>
  );
}

const Figure = styled.span<{ $isStrong: boolean; $color: string }>`
  color: ${({ $color }) => $color};
  font-variant-numeric: tabular-nums;
  font-weight: ${({ $isStrong }) => ($isStrong ? 600 : 400)};
  text-align: right;
  white-space: nowrap;
`;
