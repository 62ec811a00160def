import { colors } from "@procore/core-react";
import styled from "styled-components";
import type { Notification } from "../../../server/api/contract.ts";
import { useMarkRead, useNotifications } from "../../api/notifications.ts";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { theme } from "../../components/theme.ts";
import { formatAgo, formatReason, formatTimestamp } from "../../format.ts";
import { goTo, hrefTo } from "../address.ts";
import { openHere } from "../page-link.tsx";
import { useAct } from "../use-act.ts";

/** What this person asked to be told: "tell me when it is paid". */
export function Notices({ companyId, onClose }: { companyId: string; onClose(): void }) {
  const { data } = useNotifications(companyId);
  const reading = useAct(useMarkRead(companyId));
  if (!data || data.items.length === 0) return null;
  return (
    <section aria-label="You asked to be told">
      <Head>You asked to be told</Head>
      <ul>
        {data.items.map((notice) => (
          <li key={notice.id}>
            <Notice
              notice={notice}
              onOpen={() => {
                onClose();
                if (notice.readAt === null) void reading.run([notice.id]);
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Notice({ notice, onOpen }: { notice: Notification; onOpen(): void }) {
  const { text, contract, at, readAt } = notice;
  const place = { tab: "completed", q: contract };
  return (
    <Row
      href={hrefTo("activities", place)}
      data-unread={readAt === null || undefined}
      onClick={(event) => {
        openHere(event, () => goTo("activities", place));
        onOpen();
      }}
    >
      {readAt === null && <OnlyReadAloud>Not looked at yet: </OnlyReadAloud>}
      {formatReason(text)}
      <small>
        {contract && `${contract} · `}
        <time dateTime={at} title={formatTimestamp(at)}>
          {formatAgo(at)}
        </time>
      </small>
    </Row>
  );
}

const Head = styled.h2`
  padding: 14px 16px;
  border-top: 1px solid ${theme.line};
  border-bottom: 1px solid ${theme.line};
  font-size: 14px;
  line-height: 20px;
`;

const Row = styled.a`
  position: relative;
  display: block;
  padding: 10px 16px;
  border-bottom: 1px solid ${theme.line};
  border-left: 4px solid transparent;
  color: ${theme.text};
  text-decoration: none;

  &[data-unread] {
    border-left-color: ${theme.focus};
    background: ${colors.blue96};
  }

  &:hover {
    background: ${colors.gray96};
  }

  small {
    display: block;
    color: ${theme.quiet};
    font-size: 12px;
    line-height: 16px;
  }
`;
