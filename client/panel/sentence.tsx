import styled from "styled-components";
import type { CommitmentView, SentencePart } from "../../server/api/contract.ts";
import { ExternalLink } from "../components/external-link.tsx";
import { formatDay, formatMoney, formatReason } from "../format.ts";

/** Where the money is and whose move it is; of what was pressed just now the view says nothing yet. */
export function Sentence({ view, isSyncing }: { view: CommitmentView; isSyncing: boolean }) {
  const { sentence, isUnderWay, commitment, system } = view;
  if (isSyncing && !isUnderWay) {
    return (
      <Text data-sentence>
        {commitment.number} is being sent to {system}. It goes on by itself.
      </Text>
    );
  }
  return (
    <Text data-sentence>
      {sentence.map((part, place) => (
        <Part key={place} part={part} />
      ))}
    </Text>
  );
}

function Part({ part }: { part: SentencePart }) {
  if (part.kind === "money") return <b>{formatMoney(part.amount, part.currency)}</b>;
  if (part.kind === "date") return <b>{formatDay(part.date)}</b>;
  if (part.kind === "link") return <ExternalLink href={part.url}>{part.text}</ExternalLink>;
  return <>{formatReason(part.text)}</>;
}

const Text = styled.p`
  font-size: 16px;
  line-height: 24px;
  overflow-wrap: anywhere;
  b {
    white-space: nowrap;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
`;
