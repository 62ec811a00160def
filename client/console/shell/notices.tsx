import styled from "styled-components";
import type { Notification } from "../../../server/api/contract.ts";
import { useMarkRead, useNotifications } from "../../api/notifications.ts";
import { theme } from "../../components/theme.ts";
import { formatAgo, formatReason, formatTimestamp } from "../../format.ts";
import { useAct } from "../use-act.ts";
import { BellRow } from "./bell-row.tsx";

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
    <BellRow place={place} hasFailed={false} isRead={readAt !== null} onOpen={onOpen}>
      {formatReason(text)}
      <small>
        {contract && `${contract} · `}
        <time dateTime={at} title={formatTimestamp(at)}>
          {formatAgo(at)}
        </time>
      </small>
    </BellRow>
  );
}

const Head = styled.h2`
  padding: 14px 16px;
  border-top: 1px solid ${theme.line};
  border-bottom: 1px solid ${theme.line};
  font-size: 14px;
  line-height: 20px;
`;
