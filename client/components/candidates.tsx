import { Typography } from "@procore/core-react";
import styled from "styled-components";
import type { Candidate } from "../../server/api/contract.ts";
import { formatReason } from "../format.ts";
import { ActionButton } from "./action-button.tsx";
import { ExternalLink } from "./external-link.tsx";
import { theme } from "./theme.ts";

interface CandidatesProps {
  candidates: Candidate[];
  /** The other system by name. */
  system: string;
  isBusy: boolean;
  /** Is the only one the view's first button? */
  hasPrimary?: boolean;
  onLink(candidate: Candidate): void;
}

/** What the other system has that may be it, each with why nobody but a person can tell. */
export function Candidates({
  candidates,
  system,
  isBusy,
  hasPrimary = false,
  onLink,
}: CandidatesProps) {
  if (candidates.length === 0) return null;
  const isPrimary = hasPrimary && candidates.length === 1;
  return (
    <List aria-label={`Found in ${system}`}>
      {candidates.map((candidate) => (
        <Entry key={candidate.id}>
          <div>
            <Name candidate={candidate} />
            <Typography as="p" intent="small" color="gray40">
              {detailOf(candidate)}
            </Typography>
            {candidate.closed && (
              <Typography as="p" intent="small">
                {candidate.closed}
              </Typography>
            )}
          </div>
          {candidate.canLink && (
            <ActionButton
              variant={isPrimary ? "primary" : "secondary"}
              size="sm"
              aria-label={`Link to it: ${candidate.name}, id ${candidate.id}`}
              aria-disabled={isBusy}
              onClick={() => isBusy || onLink(candidate)}
            >
              Link to it
            </ActionButton>
          )}
        </Entry>
      ))}
    </List>
  );
}

function Name({ candidate: { name, url } }: { candidate: Candidate }) {
  return url === null ? <strong>{name}</strong> : <ExternalLink href={url}>{name}</ExternalLink>;
}

const detailOf = ({ id, number, name, why }: Candidate) =>
  [number && number !== name && `no. ${number}`, `id ${id}`, formatReason(why)]
    .filter(Boolean)
    .join(" · ");

const List = styled.ul`
  display: grid;
  gap: ${theme.space.sm}px;
  margin: ${theme.space.sm}px 0;
  padding: 0;
  list-style: none;
`;

const Entry = styled.li`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: ${theme.space.xs}px ${theme.space.sm}px;
  padding: ${theme.space.sm}px;
  border: 1px solid ${theme.line};
  border-radius: 4px;
  > div {
    flex: 1 1 180px;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  p {
    margin-top: 0;
  }
`;
