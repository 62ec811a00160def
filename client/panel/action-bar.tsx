import { Button, LinkButton } from "@procore/core-react";
import styled from "styled-components";
import type { CommitmentView } from "../../server/api/contract.ts";
import { ActionButton } from "../components/action-button.tsx";
import { theme } from "../components/theme.ts";
import { hasPrimarySync, nextSync } from "./sync-mark.ts";

interface ActionBarProps {
  view: CommitmentView;
  isSyncing: boolean;
  consoleUrl: string;
  onSync(): void;
  onPreview(): void;
}

export function ActionBar({ view, isSyncing, consoleUrl, onSync, onPreview }: ActionBarProps) {
  const { may, system } = view;
  const next = may.sync && system ? nextSync(view) : null;
  const canPreview = may.preview && system !== null;
  if (!next && !canPreview && !may.openConsole && !isSyncing) return null;
  return (
    <Bar aria-label="Actions">
      {may.openConsole && (
        <LinkButton
          role="link"
          variant="tertiary"
          href={consoleUrl}
          target="_blank"
          rel="noopener noreferrer"
        >
          Open console
        </LinkButton>
      )}
      {canPreview && (
        <Button variant="secondary" onClick={onPreview}>
          Preview
        </Button>
      )}
      {(next || isSyncing) && (
        <ActionButton
          variant={hasPrimarySync(view) ? "primary" : "secondary"}
          aria-disabled={isSyncing}
          onClick={() => isSyncing || onSync()}
        >
          {isSyncing ? "Syncing…" : next === "retry" ? "Retry now" : "Sync now"}
        </ActionButton>
      )}
    </Bar>
  );
}

const Bar = styled.section`
  position: sticky;
  bottom: 0;
  z-index: 1;
  display: flex;
  flex-wrap: wrap;
  justify-content: flex-end;
  gap: ${theme.space.sm}px;
  padding: ${theme.space.md}px ${theme.space.lg}px;
  margin-top: auto;
  border-top: 1px solid ${theme.line};
  background: ${theme.paper};
  @media print {
    display: none;
  }
  @media (max-width: 359px) {
    gap: ${theme.space.xs}px;
    padding: ${theme.space.sm}px;
  }
`;
