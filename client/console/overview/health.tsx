import { Check, Error as ErrorIcon } from "@procore/core-icons";
import { Pill } from "@procore/core-react";
import styled from "styled-components";
import type { Overview } from "../../../server/api/contract.ts";
import { formatAgo, formatInstant, formatReason, formatTimestamp, plural } from "../../format.ts";
import { PageLink } from "../page-link.tsx";
import { Box, Lines, Quiet } from "./parts.tsx";

type Health = NonNullable<Overview["health"]>;

/** How both systems are now; leads to where that is mended. */
export function Systems({ health: { erp, procore } }: { health: Health }) {
  return (
    <Box
      title="Systems"
      aside={
        <PageLink page="settings" parameters={{ section: "connection" }}>
          Connection
        </PageLink>
      }
    >
      <Lines>
        <System {...erp} queued="oldest record in line" />
        <System {...procore} name="Procore" queued="oldest webhook to read" />
      </Lines>
    </Box>
  );
}

interface SystemProps {
  name: string;
  state: Health["erp"]["state"];
  message: string;
  answeredAt: string | null;
  queuedSince: string | null;
  /** What the oldest in its queue is. */
  queued: string;
}

const WORDS = { working: "Working", broken: "Not working", missing: "Not connected" };

function System({ name, state, message, answeredAt, queuedSince, queued }: SystemProps) {
  const isWorking = state === "working";
  return (
    <li>
      <div>
        <strong>{name}</strong>
        {!isWorking && <div>{formatReason(message)}</div>}
        <Quiet>
          {answeredAt ? (
            <>
              Last answer <Ago at={answeredAt} />
            </>
          ) : (
            "No answer yet"
          )}{" "}
          ·{" "}
          {queuedSince ? (
            <>
              {queued} <Ago at={queuedSince} />
            </>
          ) : (
            "nothing in line"
          )}
        </Quiet>
      </div>
      <Shape color={isWorking ? "green" : "red"}>
        {isWorking ? <Check size="sm" /> : <ErrorIcon size="sm" />}
        {WORDS[state]}
      </Shape>
    </li>
  );
}

interface RunLook {
  word: string;
  page: string;
  parameters?: Record<string, string>;
}

const RUNS: Record<Overview["runs"][number]["what"], RunLook> = {
  poll: {
    word: "Changes without a webhook",
    page: "settings",
    parameters: { section: "connection" },
  },
  payments: { word: "Payments", page: "settings", parameters: { section: "schedule" } },
  compare: {
    word: "Comparison of both systems",
    page: "reconcile",
    parameters: { only: "differences" },
  },
};

export function Runs({ runs }: { runs: Overview["runs"] }) {
  return (
    <Box title="Runs">
      {runs.length === 0 && <p>They begin once the ERP is connected.</p>}
      <Lines>
        {runs.map(({ what, lastAt, nextAt, problem, differing }) => (
          <li key={what}>
            <div>
              <PageLink page={RUNS[what].page} parameters={RUNS[what].parameters}>
                {RUNS[what].word}
              </PageLink>
              <Quiet>{problem ? formatReason(problem) : foundWords(differing)}</Quiet>
            </div>
            <div>
              {lastAt ? <Ago at={lastAt} /> : "Not yet"}
              <Quiet>{nextAt ? `next ${formatInstant(nextAt)}` : "not by itself"}</Quiet>
            </div>
          </li>
        ))}
      </Lines>
    </Box>
  );
}

/** As many as the page that it leads to has. */
function foundWords(differing: number | null): string {
  if (differing === null) return "No problem";
  return differing === 0
    ? "Nothing differs"
    : plural(differing, "contract differs", "contracts differ");
}

const Ago = ({ at }: { at: string }) => (
  <time dateTime={at} title={formatTimestamp(at)}>
    {formatAgo(at)}
  </time>
);

const Shape = styled(Pill)`
  && {
    display: inline-flex;
    align-items: center;
    align-self: flex-start;
    gap: 3px;
    white-space: nowrap;
  }
`;
