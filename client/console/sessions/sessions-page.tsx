import { Button } from "@procore/core-react";
import { useRef } from "react";
import styled from "styled-components";
import type { Installation, OpenSession } from "../../../server/api/contract.ts";
import { useSession } from "../../api/session.ts";
import {
  endCompanySession,
  endOtherSessions,
  endOwnSession,
  useCompanySessions,
  useOwnSessions,
  useSessionsAgain,
} from "../../api/sessions.ts";
import { useAnnounce } from "../../components/announcer.tsx";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { useKeptFocus } from "../../components/use-kept-focus.ts";
import { Buttons } from "../form/buttons.tsx";
import { Section } from "../settings/section.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Failed } from "../states/failed.tsx";
import { type Act, useAct } from "../use-act.ts";
import { SessionList } from "./session-list.tsx";

/** Where somebody is signed in, and the way to end it from afar. */
export function SessionsPage({ installation }: { installation: Installation }) {
  return (
    <Column>
      <PageHead title="Sessions" />
      <OwnSessions />
      {installation.may.seeSessions && <CompanySessions company={installation.company} />}
    </Column>
  );
}

function OwnSessions() {
  const own = useOwnSessions();
  const end = useEnding(({ id }: OpenSession) => endOwnSession(id));
  const endOthers = useEnding(endOtherSessions);
  const isBusy = end.isRunning || endOthers.isRunning;

  return (
    <Section title="Yours">
      <p>
        You are signed in once in each browser, for all records that you open there. End what you do
        not know, or have left behind on another machine.
      </p>
      <Sessions asked={own} isBusy={isBusy} onEnd={(session) => void end.run(session)} />
      <Problem of={end} />
      <Problem of={endOthers} />
      {own.data && own.data.length > 1 && (
        <Buttons>
          <Button
            variant="secondary"
            aria-disabled={isBusy}
            onClick={() => isBusy || void endOthers.run()}
          >
            End all others
          </Button>
        </Buttons>
      )}
    </Section>
  );
}

function CompanySessions({ company }: Pick<Installation, "company">) {
  const self = useSession()?.user.id;
  const theirs = useCompanySessions(company.id);
  const end = useEnding(({ id }: OpenSession) => endCompanySession(company.id, id));

  return (
    <Section title={`People of ${company.name}`}>
      <p>
        Browsers in which somebody else has opened {company.name}. Ending one signs its person out
        of Crosstie there, whatever companies they work for; Procore decides whether they get in
        again.
      </p>
      <Sessions
        asked={{ ...theirs, data: theirs.data?.filter(({ user }) => user.id !== self) }}
        namesPeople
        isBusy={end.isRunning}
        onEnd={(session) => void end.run(session)}
      />
      <Problem of={end} />
    </Section>
  );
}

interface SessionsProps {
  asked: ReturnType<typeof useOwnSessions>;
  namesPeople?: boolean;
  isBusy: boolean;
  onEnd(session: OpenSession): void;
}

function Sessions({ asked, ...list }: SessionsProps) {
  const { data, error, mutate, isValidating } = asked;
  const place = useRef<HTMLDivElement>(null);
  useKeptFocus(() => place.current);
  if (data) {
    return data.length === 0 ? (
      <p>Nobody else is signed in.</p>
    ) : (
      <div ref={place} tabIndex={-1}>
        <SessionList sessions={data} {...list} />
      </div>
    );
  }
  if (!error) return <Outline label="Reading who is signed in" rows={2} />;
  return <Failed error={error} isRetrying={isValidating} onRetry={() => void mutate()} />;
}

const Problem = ({ of: { problem } }: { of: Act<never, unknown> }) =>
  problem && <Notice tone="bad">{problem}</Notice>;

/** Whatever comes of it, the lists say what there is now. */
function useEnding<Asked extends unknown[]>(
  end: (...asked: Asked) => Promise<void>,
): Act<Asked, void> {
  const announce = useAnnounce();
  const lookAgain = useSessionsAgain();
  return useAct(async (...asked: Asked) => {
    await end(...asked).finally(lookAgain);
    announce("Signed out there.");
  });
}

const Column = styled.div`
  display: flex;
  flex-direction: column;
  gap: 16px;
  max-width: 760px;
`;
