import { Table } from "@procore/core-react";
import styled from "styled-components";
import type { Installation, NotInErp, NotInErpList } from "../../../server/api/contract.ts";
import { useNotInErp } from "../../api/project.ts";
import { Blank } from "../../components/blank.tsx";
import { ExternalLink } from "../../components/external-link.tsx";
import { Money } from "../../components/money.tsx";
import { Outline } from "../../components/outline.tsx";
import { pillOfStatus, StatusPill } from "../../components/status-pill.tsx";
import { theme } from "../../components/theme.ts";
import { Tile } from "../../components/tile.tsx";
import { WHOSE_MOVE } from "../../components/whose-move.ts";
import { formatReason, formatSentence, formatTimestamp, plural } from "../../format.ts";
import { erpName } from "../erp.ts";
import { PageHead } from "../shell/page-head.tsx";
import { Failed } from "../states/failed.tsx";
import { Stale } from "../states/stale.tsx";
import { Cell, Header } from "../table-cells.ts";
import { useNarrow } from "../use-narrow.ts";

/** For project people: what of theirs accounting does not have, and why. */
export function NotInErpPage({ installation }: { installation: Installation }) {
  const asked = useNotInErp(installation.company.id);
  const { data, isValidating, mutate } = asked;
  const error = asked.error as unknown;
  const retry = () => void mutate();
  if (!data) {
    return (
      <>
        <PageHead title={`Not in ${erpName(installation)}`} />
        {error ? (
          <Failed error={error} onRetry={retry} isRetrying={isValidating} />
        ) : (
          <Outline label="Looking through your projects" />
        )}
      </>
    );
  }
  return (
    <>
      <PageHead title={`Not in ${data.system ?? erpName(installation)}`} />
      {Boolean(error) && <Stale error={error} onRetry={retry} />}
      <Found list={data} erp={data.system ?? erpName(installation)} />
    </>
  );
}

function Found({ list: { items, more }, erp }: { list: NotInErpList; erp: string }) {
  const isNarrow = useNarrow();
  if (items.length === 0) {
    return (
      <Blank title={`All of yours is in ${erp}`}>
        <p>
          Commitments of projects in which you see the Commitments tool appear here until {erp} has
          them.
        </p>
      </Blank>
    );
  }
  return (
    <>
      <p>
        {plural(items.length + more, "commitment")} of your projects; what has waited longest comes
        first.
      </p>
      {isNarrow ? <Cards items={items} /> : <Rows items={items} />}
    </>
  );
}

function Rows({ items }: { items: NotInErp[] }) {
  return (
    <Table.Container tabIndex={0} role="group" aria-label="Table of commitments">
      <Table>
        <Table.Header>
          <Table.HeaderRow>
            <Header scope="col">Commitment</Header>
            <Header scope="col">Project</Header>
            <Right scope="col">Amount</Right>
            <Header scope="col">Status</Header>
            <Header scope="col">Why</Header>
            <Header scope="col">Since</Header>
          </Table.HeaderRow>
        </Table.Header>
        <Table.Body>
          {items.map((one) => (
            <Table.BodyRow key={one.commitmentId}>
              <Cell>
                <Name one={one} />
              </Cell>
              <Cell>{one.projectName}</Cell>
              <Cell>
                <End>
                  <Money amount={one.amount} currency={one.currency} />
                </End>
              </Cell>
              <Cell>
                <StatusPill state={pillOfStatus(one.record)} />
              </Cell>
              <Cell>
                <Why one={one} />
              </Cell>
              <Cell>
                <time dateTime={one.since}>{formatTimestamp(one.since)}</time>
              </Cell>
            </Table.BodyRow>
          ))}
        </Table.Body>
      </Table>
    </Table.Container>
  );
}

function Cards({ items }: { items: NotInErp[] }) {
  return (
    <List>
      {items.map((one) => (
        <li key={one.commitmentId}>
          <Tile>
            <Line>
              <Name one={one} />
              <StatusPill state={pillOfStatus(one.record)} />
            </Line>
            <Why one={one} />
            <Line>
              <Quiet>
                {one.projectName} · since {formatTimestamp(one.since)}
              </Quiet>
              <Money amount={one.amount} currency={one.currency} />
            </Line>
          </Tile>
        </li>
      ))}
    </List>
  );
}

function Name({ one: { number, title, vendor, url } }: { one: NotInErp }) {
  return (
    <div>
      <ExternalLink href={url}>{`${number} · ${title}`}</ExternalLink>
      <Quiet>{vendor ?? "No vendor yet"}</Quiet>
    </div>
  );
}

function Why({ one: { reason, whoseMove } }: { one: NotInErp }) {
  return (
    <div>
      {formatSentence(formatReason(reason))}
      <Quiet>{WHOSE_MOVE[whoseMove]}</Quiet>
    </div>
  );
}

const Quiet = styled.div`
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 16px;
`;

const Right = styled(Header)`
  && > * {
    justify-content: flex-end;
  }
`;

const End = styled.div`
  text-align: right;
`;

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: 12px;
`;

const Line = styled.div`
  display: flex;
  align-items: flex-start;
  justify-content: space-between;
  gap: 8px 12px;

  > :last-child {
    flex: none;
  }
`;
