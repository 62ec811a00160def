import { Table } from "@procore/core-react";
import styled from "styled-components";
import type { ReconciledContract } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { Tile } from "../../components/tile.tsx";
import { capitalize, formatReason, formatSentence } from "../../format.ts";
import { PageLink } from "../page-link.tsx";
import { Cell, Header } from "../table-cells.ts";
import { useNarrow } from "../use-narrow.ts";
import { BothSides, figureNames, figureWords, type FigureName } from "./figures.tsx";
import { Pair, Pairs } from "./pairs.tsx";
import { Right, RightHeader } from "./projects.tsx";

interface ContractsProps {
  items: ReconciledContract[];
  system: string;
}

/** Each contract, and under it why its figures differ. */
export function Contracts({ items, system }: ContractsProps) {
  const isNarrow = useNarrow();
  if (isNarrow) return <Cards items={items} system={system} />;
  return (
    <Table.Container tabIndex={0} role="group" aria-label="Table of contracts">
      <Table>
        <Table.Header>
          <Table.HeaderRow>
            <Header scope="col">Number and title</Header>
            {figureNames.map((figure) => (
              <RightHeader key={figure} scope="col">
                {figureWords[figure]}
              </RightHeader>
            ))}
            <Header scope="col">Why</Header>
          </Table.HeaderRow>
        </Table.Header>
        <Table.Body>
          {items.map((contract) => (
            <Table.BodyRow key={contract.place} data-contract={contract.procoreId}>
              <Cell>
                <Least>
                  <Name contract={contract} />
                </Least>
              </Cell>
              {figureNames.map((figure) => (
                <Right key={figure}>
                  <Figure contract={contract} figure={figure} system={system} />
                </Right>
              ))}
              <Cell>
                <Wide>
                  <Why contract={contract} />
                </Wide>
              </Cell>
            </Table.BodyRow>
          ))}
        </Table.Body>
      </Table>
    </Table.Container>
  );
}

function Cards({ items, system }: ContractsProps) {
  return (
    <List>
      {items.map((contract) => (
        <li key={contract.place} data-contract={contract.procoreId}>
          <Tile>
            <Name contract={contract} />
            <Pairs>
              {figureNames.map((figure) => (
                <Pair key={figure} term={figureWords[figure]}>
                  <Figure contract={contract} figure={figure} system={system} />
                </Pair>
              ))}
            </Pairs>
            {contract.differs.length > 0 && <Why contract={contract} />}
          </Tile>
        </li>
      ))}
    </List>
  );
}

function Name({ contract }: { contract: ReconciledContract }) {
  const { recordId, number, title, projectName, vendorName } = contract;
  return (
    <>
      <strong>
        {recordId ? (
          <PageLink page="integration" parameters={{ record: recordId }}>
            {number}
          </PageLink>
        ) : (
          number
        )}{" "}
        {title}
      </strong>
      <SecondLine>{[projectName, vendorName].filter(Boolean).join(" · ")}</SecondLine>
    </>
  );
}

interface FigureProps {
  contract: ReconciledContract;
  figure: FigureName;
  system: string;
}

function Figure({ contract: { figures, currency, differs }, figure, system }: FigureProps) {
  return (
    <BothSides
      sides={figures[figure]}
      currency={currency}
      isDifferent={differs.includes(figure)}
      system={system}
    />
  );
}

function Why({ contract: { differs, reasons } }: { contract: ReconciledContract }) {
  if (differs.length === 0) return <Same>Equal</Same>;
  return (
    <Reasons>
      {reasons.map(({ says, detail, recordId }) => (
        <li key={says}>
          {recordId ? (
            <PageLink page="integration" parameters={{ record: recordId }}>
              {capitalize(formatReason(says))}
            </PageLink>
          ) : (
            <strong>{capitalize(formatReason(says))}</strong>
          )}
          {detail && <SecondLine>{formatSentence(formatReason(detail))}</SecondLine>}
        </li>
      ))}
    </Reasons>
  );
}

const SecondLine = styled.div`
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 16px;
`;

const Same = styled.span`
  color: ${theme.quiet};
`;

const Reasons = styled.ul`
  li + li {
    margin-top: 6px;
  }
`;

const Least = styled.div`
  min-width: 168px;
`;

const Wide = styled.div`
  min-width: 248px;
`;

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: 12px;
`;
