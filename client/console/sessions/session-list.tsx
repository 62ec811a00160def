import { Button, Pill } from "@procore/core-react";
import styled from "styled-components";
import type { OpenSession } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { formatAgo, formatInstant } from "../../format.ts";
import { describeBrowser } from "./describe-browser.ts";

interface SessionListProps {
  sessions: OpenSession[];
  namesPeople?: boolean;
  isBusy: boolean;
  onEnd(session: OpenSession): void;
}

export function SessionList({ sessions, namesPeople = false, isBusy, onEnd }: SessionListProps) {
  return (
    <ul>
      {sessions.map((session) => (
        <Row key={session.id}>
          <div>
            {namesPeople && (
              <p>
                <strong>{session.user.name}</strong> · {session.user.login}
              </p>
            )}
            <p>
              {describeBrowser(session.userAgent)}
              {session.isThis && <Pill color="blue">This one</Pill>}
            </p>
            <Facts>
              Signed in {formatInstant(session.startedAt)}
              {session.address && ` from ${session.address}`}, last used{" "}
              {formatAgo(session.lastUsedAt)}
            </Facts>
          </div>
          {!session.isThis && (
            <Button
              variant="secondary"
              size="sm"
              aria-label={`End ${nameOf(session, namesPeople)}`}
              aria-disabled={isBusy}
              onClick={() => isBusy || onEnd(session)}
            >
              End
            </Button>
          )}
        </Row>
      ))}
    </ul>
  );
}

/** Two of one browser are told apart by when they began. */
function nameOf({ user, userAgent, startedAt }: OpenSession, namesPeople: boolean): string {
  const whose = namesPeople ? `${user.name}’s session` : "the session";
  return `${whose} in ${describeBrowser(userAgent)}, signed in ${formatInstant(startedAt)}`;
}

const Row = styled.li`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 16px;
  padding: 12px 0;

  & + & {
    border-top: 1px solid ${theme.line};
  }

  > div {
    min-width: 0;
  }

  p {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
  }
`;

const Facts = styled.small`
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 16px;
`;
