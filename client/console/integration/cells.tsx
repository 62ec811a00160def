import { Comment } from "@procore/core-icons";
import { Checkbox, Link } from "@procore/core-react";
import styled from "styled-components";
import type { GridRecord } from "../../../server/api/contract.ts";
import { ExternalLink } from "../../components/external-link.tsx";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { type PillState, StatusPill } from "../../components/status-pill.tsx";
import { theme } from "../../components/theme.ts";
import { capitalize, formatReason, formatStanding } from "../../format.ts";
import { addressWith, go } from "../address.ts";
import { openHere } from "../page-link.tsx";
import type { Selection } from "./use-selection.ts";

/** What a table and a list of cards show alike. */
export interface RowsProps {
  items: GridRecord[];
  selection: Selection;
  /** Names by id. */
  connections: ReadonlyMap<string, string>;
}

/** Leads to the details; a new tab stays possible. */
export function Key({ record: { id, procoreId, name, counterpart } }: { record: GridRecord }) {
  const change = { record: id };
  return (
    <div>
      <Link
        href={addressWith(window.location.search, change)}
        aria-label={`Details of ${name}, ${procoreId}`}
        onClick={(event) => openHere(event, () => go(change))}
      >
        {procoreId}
      </Link>
      {counterpart && (
        <SecondLine>
          <ExternalLink href={counterpart.url}>{counterpart.number ?? counterpart.id}</ExternalLink>
        </SecondLine>
      )}
    </div>
  );
}

export function Name({ record: { name, projectName } }: { record: GridRecord }) {
  return (
    <div>
      <strong>{name}</strong>
      {projectName && <SecondLine>{projectName}</SecondLine>}
    </div>
  );
}

export const stateOf = ({ status, isUnderWay }: GridRecord): PillState =>
  isUnderWay ? "syncing" : status;

export function Status({ record }: { record: GridRecord }) {
  const { id, name, status, standing, counterpart, accepted } = record;
  return (
    <div>
      {status === "desynchronized" ? (
        <Compare
          type="button"
          data-names=""
          title="Both systems’ values side by side"
          aria-label={`Desynchronized: compare both systems’ values of ${name}`}
          onClick={() => go({ compare: id })}
        >
          <StatusPill state={stateOf(record)} />
        </Compare>
      ) : (
        <StatusPill state={stateOf(record)} />
      )}
      {standing && (
        <SecondLine>{capitalize(formatStanding(standing, counterpart?.system ?? null))}</SecondLine>
      )}
      {accepted && (
        <SecondLine>
          <Plain type="button" data-names="" onClick={() => go({ compare: id })}>
            Difference accepted
          </Plain>
        </SecondLine>
      )}
    </div>
  );
}

export const VERSION_MEANS =
  "Version 1 is the record as Crosstie first saw it; each change in Procore since counts one.";

export const ENTITY_MEANS = "The part of the company that its documents go to, as Settings say.";

export function Version({ record: { version } }: { record: GridRecord }) {
  const { seen, inErp } = version;
  return (
    <div title={VERSION_MEANS}>
      {seen}
      {inErp !== seen && (
        <SecondLine>{inErp === null ? "Not in the ERP" : `ERP has ${inErp}`}</SecondLine>
      )}
    </div>
  );
}

export function Message({ record: { message } }: { record: GridRecord }) {
  return message ? <Clamped>{capitalize(formatReason(message))}</Clamped> : <None />;
}

export const None = () => (
  <span>
    <span aria-hidden="true">–</span>
    <OnlyReadAloud>None</OnlyReadAloud>
  </span>
);

export function MessageButton({ record: { id, name } }: { record: GridRecord }) {
  return (
    <Icon
      type="button"
      title="Message"
      aria-label={`Message of ${name}`}
      onClick={() => go({ message: id })}
    >
      <Comment size="sm" />
    </Icon>
  );
}

interface ChooseProps {
  record: GridRecord;
  selection: Selection;
}

export function Choose({ record: { id, name, asks, whyNot }, selection }: ChooseProps) {
  return (
    <Box title={whyNot ?? undefined}>
      <Checkbox
        checked={selection.has(id)}
        disabled={asks === null}
        onChange={(event) => selection.set([id], event.currentTarget.checked)}
      >
        <OnlyReadAloud>
          {whyNot ? `${name} cannot be chosen: ${whyNot}` : `Choose ${name}`}
        </OnlyReadAloud>
      </Checkbox>
    </Box>
  );
}

// The real box lies under core-react's drawn one: brought up, a pointer reaches it.
export const Box = styled.span`
  display: inline-block;

  input[type="checkbox"] {
    z-index: 1;
    width: 20px;
    height: 20px;
    margin: 0;
    cursor: pointer;

    &:disabled {
      cursor: not-allowed;
    }
  }
`;

export const SecondLine = styled.div`
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 16px;
`;

const Clamped = styled.div`
  display: -webkit-box;
  overflow: hidden;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 3;
  font-size: 13px;
  line-height: 18px;
`;

const Compare = styled.button`
  padding: 0;
  border: 0;
  border-radius: 12px;
  background: none;
  cursor: pointer;

  &:hover {
    text-decoration: underline;
  }
`;

const Plain = styled.button`
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  font: inherit;
  text-decoration: underline;
  cursor: pointer;
`;

const Icon = styled.button`
  display: inline-flex;
  padding: 6px;
  border: 0;
  border-radius: 4px;
  background: none;
  color: ${theme.text};
  cursor: pointer;

  &:hover {
    background: ${theme.wash};
  }
`;
