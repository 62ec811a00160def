import { Button } from "@procore/core-react";
import styled from "styled-components";
import type { Batch } from "../../../server/api/contract.ts";
import { useRefused } from "../../api/batches.ts";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { theme } from "../../components/theme.ts";
import { capitalize, formatReason, formatSentence, formatWaiting } from "../../format.ts";
import { go } from "../address.ts";
import { Dialog } from "../form/dialog.tsx";
import { More } from "../more.tsx";
import { wordsOf } from "../states/failed.tsx";

interface RefusedDialogProps {
  companyId: string;
  batch: Batch;
  onClose(): void;
}

export function RefusedDialog({ companyId, batch, onClose }: RefusedDialogProps) {
  const { items, error, hasMore, isLoadingMore, loadMore } = useRefused(companyId, batch.id);
  return (
    <Dialog title="What did not work" onClose={onClose}>
      {Boolean(error) && <Notice tone="bad">{wordsOf(error)}</Notice>}
      {!items && !error && <Outline label="Reading what did not work" rows={3} />}
      <List>
        {items?.map((item) => (
          <li key={item.activityId}>
            <div>
              <strong>{item.resourceWord}</strong> {item.title}
              <Reason>
                {item.isWaiting
                  ? capitalize(formatWaiting(item.reason))
                  : formatSentence(formatReason(item.reason))}
              </Reason>
            </div>
            <Button
              size="sm"
              variant="tertiary"
              aria-label={`View details of ${item.title}`}
              onClick={() => {
                onClose();
                go({ activity: item.activityId });
              }}
            >
              Details
            </Button>
          </li>
        ))}
      </List>
      {hasMore && <More isLoading={isLoadingMore} onClick={loadMore} />}
    </Dialog>
  );
}

const List = styled.ul`
  li {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 12px;
    padding: 12px 0;
    border-bottom: 1px solid ${theme.line};
  }
`;

const Reason = styled.div`
  color: ${theme.quiet};
  line-height: 20px;
`;
