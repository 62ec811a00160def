import { Warning } from "@procore/core-icons";
import { colors } from "@procore/core-react";
import styled from "styled-components";
import type { Comparison } from "../../../server/api/contract.ts";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { theme } from "../../components/theme.ts";
import { formatMoney, plural } from "../../format.ts";

type Row = Comparison["rows"][number];

/** What differs comes first; what is the same is folded up where it is much. */
export function BothValues({ both }: { both: Comparison }) {
  const differing = both.rows.filter(({ isDifferent }) => isDifferent);
  const same = both.rows.filter(({ isDifferent }) => !isDifferent);
  return (
    <>
      {differing.length > 0 && <Values both={both} rows={differing} label="What differs" />}
      {same.length > 0 && (
        <Folded open={differing.length === 0}>
          <summary>{plural(same.length, "value is", "values are")} the same</summary>
          <Values both={both} rows={same} label="What is the same" />
        </Folded>
      )}
    </>
  );
}

interface ValuesProps {
  both: Comparison;
  rows: Row[];
  label: string;
}

function Values({ both: { system, currency }, rows, label }: ValuesProps) {
  const inWords = (value: string | null, isMoney: boolean) => {
    if (value === null) return "–";
    return isMoney && currency ? formatMoney(value, currency) : value;
  };
  return (
    <Table aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Value</th>
          <th scope="col">Procore</th>
          <th scope="col">{system}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label: name, procore, erp, isMoney, isDifferent }) => (
          <tr key={name} data-different={isDifferent || undefined}>
            <th scope="row">
              {isDifferent && (
                <>
                  <Warning size="sm" />
                  <OnlyReadAloud>Differs: </OnlyReadAloud>
                </>
              )}{" "}
              {name}
            </th>
            <td data-money={isMoney || undefined}>{inWords(procore, isMoney)}</td>
            <td data-money={isMoney || undefined}>{inWords(erp, isMoney)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const Folded = styled.details`
  margin-top: 12px;

  summary {
    color: ${theme.quiet};
    cursor: pointer;
  }
`;

const Table = styled.table`
  width: 100%;
  margin-top: 12px;
  border-collapse: collapse;
  font-variant-numeric: tabular-nums;

  th,
  td {
    padding: 8px 12px;
    border-bottom: 1px solid ${theme.line};
    text-align: right;
    vertical-align: top;
  }
  td {
    min-width: 96px;
  }
  td[data-money] {
    white-space: nowrap;
  }
  th:first-child {
    width: 46%;
    text-align: left;
    overflow-wrap: anywhere;
  }
  tbody th {
    font-weight: 400;
  }
  thead th {
    background: ${colors.gray96};
    color: ${theme.quiet};
    font-size: 12px;
    line-height: 16px;
  }
  [data-different] {
    background: ${colors.yellow94};
  }
  [data-different] td {
    font-weight: 600;
  }
  svg {
    width: 14px;
    height: 14px;
    vertical-align: -2px;
    color: ${colors.yellow30};
  }

  @media (max-width: 479px) {
    th,
    td {
      padding: 6px;
      font-size: 13px;
    }
    td {
      min-width: 0;
    }
  }
`;
