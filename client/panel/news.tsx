import { Button } from "@procore/core-react";
import styled from "styled-components";
import type { CommitmentView } from "../../server/api/contract.ts";
import { markRead } from "../api/notifications.ts";
import { Notice } from "../components/notice.tsx";
import { theme } from "../components/theme.ts";
import { formatReason } from "../format.ts";

/** What the reader asked to be told, until they say that they know. */
export function News({ view, refresh }: { view: CommitmentView; refresh(): void }) {
  const { companyId, news } = view;
  return (
    <>
      {news.map(({ id, text }) => (
        <Notice key={id}>
          <Line>
            <span>{formatReason(text)}</span>
            <Button
              size="sm"
              variant="tertiary"
              onClick={() => void markRead(companyId, [id]).then(refresh, refresh)}
            >
              Got it
            </Button>
          </Line>
        </Notice>
      ))}
    </>
  );
}

const Line = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 0 ${theme.space.sm}px;
  button {
    margin: 0 -${theme.space.sm}px;
  }
`;
