import styled from "styled-components";
import type { Overview } from "../../../server/api/contract.ts";
import { MOVES } from "../../components/moves.ts";
import { theme } from "../../components/theme.ts";
import { Worth } from "../../components/worth.tsx";
import { formatCount, plural } from "../../format.ts";
import { PageLink } from "../page-link.tsx";
import { Box, Figure, Lines, Quiet } from "./parts.tsx";

interface NeedsProps extends Pick<Overview, "needs" | "differing"> {
  erp: string;
}

/** What needs someone, by whose move it is; each leads to those problems, or records. */
export function Needs({ needs, differing, erp }: NeedsProps) {
  return (
    <Box title="Needs someone">
      {needs.length === 0 && differing === 0 && <p>Nothing needs anyone.</p>}
      <Lines>
        {needs.map(({ whoseMove, problems, records, worth }) => (
          <li key={whoseMove}>
            <div>
              <PageLink page="problems" parameters={{ move: whoseMove }}>
                {MOVES[whoseMove]}
              </PageLink>
              <Quiet>
                {plural(problems, "problem")}
                {records > 0 && `, ${plural(records, "record")} blocked`}
              </Quiet>
            </div>
            <Worth worth={worth} />
          </li>
        ))}
        {differing > 0 && (
          <li>
            <div>
              <PageLink
                page="integration"
                parameters={{ status: "desynchronized", group: "finance" }}
              >
                Otherwise in {erp}
              </PageLink>
              <Quiet>{plural(differing, "record")}: someone says whose values stand</Quiet>
            </div>
            <Worth worth={[]} />
          </li>
        )}
      </Lines>
    </Box>
  );
}

/** No change of theirs waits: they are from before Crosstie, and somebody chooses them. */
export function NeverSent({ records, erp }: { records: number; erp: string }) {
  return (
    <Box title="Never sent">
      <Figure>
        <PageLink page="integration" parameters={{ status: "not_integrated", group: "finance" }}>
          {formatCount(records)}
        </PageLink>
      </Figure>
      <Quiet>
        Commitments and invoices from before Crosstie: they go to {erp} once someone sends them
      </Quiet>
    </Box>
  );
}

interface InFlightProps {
  title: string;
  tab: "pending" | "failed";
  flight: Overview["inFlight"]["pending"];
  note: string;
}

/** Records with changes that the ERP does not have, and the money of that. */
export function InFlight({ title, tab, flight: { records, worth }, note }: InFlightProps) {
  return (
    <Box title={title}>
      <Sides>
        <Figure>
          <PageLink page="activities" parameters={{ tab }}>
            {formatCount(records)}
          </PageLink>
        </Figure>
        <Worth worth={worth} />
      </Sides>
      <Quiet>{note}</Quiet>
    </Box>
  );
}

const Sides = styled.div`
  display: flex;
  align-items: baseline;
  justify-content: space-between;
  gap: ${theme.space.md}px;
  font-size: 16px;
`;
