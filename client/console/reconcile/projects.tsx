import { Table } from "@procore/core-react";
import styled from "styled-components";
import type { ReconcilePage } from "../../../server/api/contract.ts";
import { Tile } from "../../components/tile.tsx";
import { formatCount, plural } from "../../format.ts";
import { Cell, Header } from "../table-cells.ts";
import { useNarrow } from "../use-narrow.ts";
import { BothSides, figureNames, figureWords, type FigureName } from "./figures.tsx";
import { Pair, Pairs } from "./pairs.tsx";

type Totals = ReconcilePage["projects"][number];

interface ProjectsProps {
  page: ReconcilePage;
  chosen: string | null;
  onChoose(id: string | null): void;
}

/** Totals by project and currency: amounts in two currencies are never added up. */
export function Projects({ page, chosen, onChoose }: ProjectsProps) {
  const shown = page.projects.filter(({ id }) => chosen === null || id === chosen);
  const isNarrow = useNarrow();
  const name = (totals: Totals) => (
    <Name
      type="button"
      data-names=""
      aria-pressed={totals.id === chosen}
      onClick={() => onChoose(totals.id === chosen ? null : totals.id)}
    >
      {totals.name}
    </Name>
  );
  if (isNarrow) {
    return (
      <List>
        {shown.map((totals) => (
          <li key={totals.id + totals.currency}>
            <Tile>
              {name(totals)} · {totals.currency}
              <div>{differing(totals)}</div>
              <Pairs>
                {figureNames.map((figure) => (
                  <Pair key={figure} term={figureWords[figure]}>
                    <Sum totals={totals} figure={figure} system={page.system} />
                  </Pair>
                ))}
              </Pairs>
            </Tile>
          </li>
        ))}
      </List>
    );
  }
  return (
    <Table.Container tabIndex={0} role="group" aria-label="Totals by project">
      <Table>
        <Table.Header>
          <Table.HeaderRow>
            <Header scope="col">Project</Header>
            <Header scope="col">Currency</Header>
            {figureNames.map((figure) => (
              <RightHeader key={figure} scope="col">
                {figureWords[figure]}
              </RightHeader>
            ))}
            <Header scope="col">Differences</Header>
          </Table.HeaderRow>
        </Table.Header>
        <Table.Body>
          {shown.map((totals) => (
            <Table.BodyRow key={totals.id + totals.currency} data-project={totals.id}>
              <Cell>{name(totals)}</Cell>
              <Cell>{totals.currency}</Cell>
              {figureNames.map((figure) => (
                <Right key={figure}>
                  <Sum totals={totals} figure={figure} system={page.system} />
                </Right>
              ))}
              <Cell>{differing(totals)}</Cell>
            </Table.BodyRow>
          ))}
        </Table.Body>
      </Table>
    </Table.Container>
  );
}

const differing = ({ differing: some, contracts }: Totals) =>
  some === 0
    ? `None of ${plural(contracts, "contract")}`
    : `${formatCount(some)} of ${plural(contracts, "contract")}`;

const NONE = "0.00";

/** What one side does not say of retainage is no difference. */
function Sum({ totals, figure, system }: { totals: Totals; figure: FigureName; system: string }) {
  const sides = totals.figures[figure];
  const [procore, erp] = sides;
  const isSaid = figure !== "retained" || (procore !== null && erp !== null);
  const isDifferent = isSaid && (procore ?? NONE) !== (erp ?? NONE);
  return (
    <BothSides sides={sides} currency={totals.currency} isDifferent={isDifferent} system={system} />
  );
}

const Name = styled.button`
  padding: 0;
  border: 0;
  background: none;
  font: inherit;
  font-weight: 600;
  text-align: left;
  text-decoration: underline;
  cursor: pointer;
`;

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: 12px;
`;

export const Right = styled(Cell)`
  && {
    text-align: right;
  }
`;

export const RightHeader = styled(Header)`
  && {
    text-align: right;
  }
  && > * {
    justify-content: flex-end;
  }
`;
