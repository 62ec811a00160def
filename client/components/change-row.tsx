import styled from "styled-components";
import type { FieldChange } from "../../server/api/contract.ts";
import { capitalize, formatMoney, formatPercentChange } from "../format.ts";
import { OnlyReadAloud } from "./only-read-aloud.ts";
import { theme } from "./theme.ts";

const show = (value: string, { isMoney }: FieldChange, currency: string) =>
  isMoney ? formatMoney(value, currency) : value;

interface ChangeRowProps {
  change: FieldChange;
  currency: string;
  /** What a sentence calls the ERP. */
  erp: string;
  isSmall?: boolean;
}

/** One field: old struck in red, new in green, an arrow between, and by how much. */
export function ChangeRow({ change, currency, erp, isSmall = false }: ChangeRowProps) {
  const { field, word, old, new: now, percent, isCarried } = change;
  return (
    <Row $isSmall={isSmall} data-field={field}>
      <span title={field === word ? undefined : field}>{capitalize(word)}</span>
      <Values $isSmall={isSmall}>
        {old === null ? (
          <OnlyReadAloud>new:</OnlyReadAloud>
        ) : (
          <>
            <OnlyReadAloud>was</OnlyReadAloud> <del>{show(old, change, currency)}</del>
          </>
        )}
        {old !== null && " → "}
        {now === null ? <em>removed</em> : <ins>{show(now, change, currency)}</ins>}
        {percent !== null && ` ${formatPercentChange(percent)}`}
        {!isCarried && <NotSent> not sent to {erp}</NotSent>}
      </Values>
    </Row>
  );
}

const Row = styled.div<{ $isSmall: boolean }>`
  display: flex;
  flex-wrap: wrap;
  justify-content: ${({ $isSmall }) => ($isSmall ? "flex-start" : "space-between")};
  gap: 0 ${theme.space.sm}px;
  ${({ $isSmall }) => $isSmall && "font-size: 12px; line-height: 16px;"}
`;

const NotSent = styled.span`
  color: ${theme.quiet};
`;

const Values = styled.span<{ $isSmall: boolean }>`
  ${({ $isSmall }) => !$isSmall && "margin-left: auto;"}
  font-variant-numeric: tabular-nums;
  text-align: right;
  del {
    color: ${theme.bad};
    font-weight: 600;
  }
  ins {
    color: ${theme.good};
    font-weight: 600;
    text-decoration: none;
  }
`;
