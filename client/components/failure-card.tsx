import { Card, Typography } from "@procore/core-react";
import styled from "styled-components";
import type { Candidate, Failure, Remedy } from "../../server/api/contract.ts";
import { formatInstant, formatReason, plural } from "../format.ts";
import { ActionButton, ActionLink } from "./action-button.tsx";
import { Candidates } from "./candidates.tsx";
import { theme } from "./theme.ts";

/** Of whoever has no way out here. */
const MOVES: Record<Failure["whoseMove"], string> = {
  project: "The project team's move.",
  accounting: "Accounting's move.",
  admin: "A company administrator's move.",
  crosstie: "Crosstie's move: it tries again by itself.",
};

/** With a `url` it leads there; without, pressing it does it. */
export type RemedyLink = Remedy & { url?: string };

interface FailureCardProps {
  failure: Failure;
  /** The ways out that this place offers, the likeliest first. */
  remedies: RemedyLink[];
  onRemedy(remedy: Remedy): void;
  onLink(candidate: Candidate): void;
  isBusy?: boolean;
  /** False where another button is the view's first. */
  hasPrimary?: boolean;
}

/**
 * What happened, what it holds up, whose move it is, what there is to choose from, the ways out, and
 * small below the other system's own words.
 */
export function FailureCard({
  failure,
  remedies,
  onRemedy,
  onLink,
  isBusy = false,
  hasPrimary = true,
}: FailureCardProps) {
  const { title, detail, whoseMove, system, said, attempts, lastAt, candidates } = failure;
  const isOwn =
    candidates.some(({ canLink }) => canLink) || remedies.some(({ kind }) => kind !== "retry");
  const source = said ? `${system} said: “${formatReason(said)}” · ` : "";
  return (
    <Frame role="group" aria-label={`Failed: ${title}`}>
      <Typography as="h2" weight="bold">
        {formatReason(title)}
      </Typography>
      <p>
        {formatReason(detail)} {isOwn ? "Your move." : MOVES[whoseMove]}
      </p>
      <Candidates
        candidates={candidates}
        system={system}
        isBusy={isBusy}
        hasPrimary={hasPrimary}
        onLink={onLink}
      />
      {remedies.length > 0 && (
        <Remedies>
          {remedies.map((remedy, index) => (
            <RemedyButton
              key={remedy.kind + remedy.label}
              remedy={remedy}
              isPrimary={hasPrimary && index === 0 && candidates.length === 0}
              isBusy={isBusy}
              onPress={() => onRemedy(remedy)}
            />
          ))}
        </Remedies>
      )}
      <Typography as="p" intent="small" color="gray40">
        {source}
        {plural(attempts, "try", "tries")} · {formatInstant(lastAt)}
      </Typography>
    </Frame>
  );
}

interface RemedyButtonProps {
  remedy: RemedyLink;
  isPrimary: boolean;
  isBusy: boolean;
  onPress(): void;
}

function RemedyButton({ remedy, isPrimary, isBusy, onPress }: RemedyButtonProps) {
  const variant = isPrimary ? "primary" : "secondary";
  if (!remedy.url) {
    return (
      <ActionButton variant={variant} aria-disabled={isBusy} onClick={() => isBusy || onPress()}>
        {remedy.label}
      </ActionButton>
    );
  }
  return (
    <ActionLink
      role="link"
      variant={variant}
      href={remedy.url}
      target="_blank"
      rel="noopener noreferrer"
    >
      {remedy.label}
    </ActionLink>
  );
}

const Frame = styled(Card)`
  && {
    padding: ${theme.space.md}px;
    border: 1px solid ${theme.line};
    border-left: 4px solid ${theme.bad};
    box-shadow: none;
  }
  p {
    margin-top: ${theme.space.xs}px;
  }
`;

const Remedies = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${theme.space.sm}px;
  margin: ${theme.space.sm}px 0;
  > * {
    max-width: 100%;
  }
`;
