import { Typography } from "@procore/core-react";
import { type RefObject, useEffect, useState } from "react";
import styled from "styled-components";
import type { CommitmentView } from "../../server/api/contract.ts";
import { CounterpartLink } from "../components/counterpart-link.tsx";
import { ErpIcon, ErpRibbon } from "../components/erp-icon.tsx";
import { pillOfRecord, StatusPill } from "../components/status-pill.tsx";
import { theme } from "../components/theme.ts";
import { formatAgo } from "../format.ts";

const LOOK_AT_CLOCK_MS = 30_000;

/** Which record, what state, where its counterpart is and how fresh that is: a glance is enough. */
export function Header({
  view,
  isSyncing,
  heading,
}: {
  view: CommitmentView;
  isSyncing: boolean;
  heading: RefObject<HTMLElement>;
}) {
  const { commitment, icon } = view;
  const name = `${commitment.number} · ${commitment.title}`;
  return (
    <header>
      <ErpRibbon icon={icon} />
      <Line>
        <Typography as="h1" ref={heading} tabIndex={-1} intent="h3" weight="semibold" title={name}>
          {name}
        </Typography>
        <div>
          <ErpIcon icon={icon} />
          <StatusPill state={isSyncing ? "syncing" : pillOfRecord(view)} />
        </div>
      </Line>
      <Typography as="p" intent="small" color="gray40">
        {commitment.vendor ?? "No vendor yet"} · <Whereabouts view={view} isSyncing={isSyncing} />
      </Typography>
    </header>
  );
}

function Whereabouts({ view, isSyncing }: { view: CommitmentView; isSyncing: boolean }) {
  const { counterpart, record, syncedAt, system } = view;
  const now = useNow();
  const place = counterpart ? (
    <CounterpartLink counterpart={counterpart} />
  ) : system ? (
    `not in ${system} yet`
  ) : (
    "no ERP connected"
  );
  const fresh = syncedAt && record === "success" ? ` · ${formatAgo(syncedAt, now)}` : "";
  return (
    <>
      {place}
      {isSyncing ? " · sending…" : fresh}
    </>
  );
}

/** The time, moving on by itself: "4 min ago" must not stay so for an hour. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), LOOK_AT_CLOCK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

const Line = styled.div`
  display: flex;
  align-items: flex-start;
  justify-content: space-between;
  gap: ${theme.space.sm}px;
  h1 {
    display: -webkit-box;
    min-width: 0;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
  }
  > div {
    display: flex;
    flex: none;
    align-items: center;
    gap: ${theme.space.xs}px;
    min-height: 24px;
  }
`;
