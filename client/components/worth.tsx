import styled from "styled-components";
import type { Problem } from "../../server/api/contract.ts";
import { Money } from "./money.tsx";

/** Amounts of different currencies, which nobody adds up: one below the other. */
export function Worth({ worth }: { worth: Problem["worth"] }) {
  return (
    <Amounts>
      {worth.map(({ currency, amount }) => (
        <Money key={currency} amount={amount} currency={currency} />
      ))}
    </Amounts>
  );
}

const Amounts = styled.span`
  display: inline-flex;
  flex-direction: column;
  align-items: flex-end;
`;
