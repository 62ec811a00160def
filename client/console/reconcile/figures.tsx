import { Warning } from "@procore/core-icons";
import { colors } from "@procore/core-react";
import styled from "styled-components";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { theme } from "../../components/theme.ts";
import { isZero } from "../../decimal.ts";
import { formatMoney } from "../../format.ts";

export const figureWords = {
  contract: "Contract",
  billed: "Billed",
  paid: "Paid",
  retained: "Retained",
} as const;
export type FigureName = keyof typeof figureWords;
export const figureNames = Object.keys(figureWords) as FigureName[];

interface BothSidesProps {
  sides: readonly [string | null, string | null];
  currency: string;
  isDifferent: boolean;
  system: string;
}

/** One figure where both agree, two where they do not: with a mark, and each with its system. */
export function BothSides({ sides, currency, isDifferent, system }: BothSidesProps) {
  const [procore, erp] = sides;
  const inWords = (amount: string | null) =>
    amount === null ? "–" : formatMoney(amount, currency);
  if (!isDifferent) {
    return (
      <Figure>
        {inWords(procore ?? erp)}
        {procore !== null && erp === null && !isZero(procore) && <small>Procore alone</small>}
      </Figure>
    );
  }
  return (
    <Two>
      <span>
        <small>Procore</small> {inWords(procore)}
      </span>
      <span>
        <Warning size="sm" />
        <OnlyReadAloud>Differs: </OnlyReadAloud>
        <small>{system}</small> {inWords(erp)}
      </span>
    </Two>
  );
}

const Figure = styled.span`
  font-variant-numeric: tabular-nums;
  white-space: nowrap;

  small {
    display: block;
    color: ${theme.quiet};
    font-size: 12px;
  }
`;

const Two = styled.span`
  display: inline-flex;
  flex-direction: column;
  align-items: flex-end;
  padding: 2px 6px;
  margin: -2px -6px;
  border-radius: 4px;
  background: ${colors.yellow94};
  font-variant-numeric: tabular-nums;
  font-weight: 600;
  white-space: nowrap;

  small {
    color: ${theme.quiet};
    font-size: 12px;
    font-weight: 400;
  }
  svg {
    width: 12px;
    height: 12px;
    vertical-align: -1px;
    color: ${colors.yellow30};
  }
`;
