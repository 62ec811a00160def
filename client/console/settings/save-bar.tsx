import { Check } from "@procore/core-icons";
import { Button } from "@procore/core-react";
import { useEffect, useRef } from "react";
import styled from "styled-components";
import { ActionButton } from "../../components/action-button.tsx";
import { Notice } from "../../components/notice.tsx";
import { theme } from "../../components/theme.ts";
import { useKeptFocus } from "../../components/use-kept-focus.ts";
import { plural } from "../../format.ts";
import { PageLink } from "../page-link.tsx";
import type { Choices } from "./use-choices.ts";

interface SaveBarProps extends Pick<Choices, "bar" | "turningOn"> {
  erp: string;
}

/** What was changed in any section, saved or discarded at once; afterwards, that it was saved. */
export function SaveBar({ bar, turningOn, erp }: SaveBarProps) {
  const { isChanged, saving } = bar;
  const box = useRef<HTMLElement>(null);
  useAskBeforeClosing(isChanged);
  // The pressed button goes with what it has done.
  useKeptFocus(() => box.current);

  if (!isChanged && !saving.answer) return null;
  return (
    <Bar ref={box} tabIndex={-1} aria-label="Changes">
      {isChanged ? (
        <Unsaved bar={bar} turningOn={turningOn} erp={erp} />
      ) : (
        <Saved sent={saving.answer?.sent ?? 0} erp={erp} />
      )}
    </Bar>
  );
}

function Unsaved({ bar, turningOn, erp }: SaveBarProps) {
  const { words, moved, saving, save, discard, keepMine, takeTheirs } = bar;
  const isCounting = turningOn !== null && !turningOn.going && !turningOn.error;
  return (
    <>
      {saving.problem && moved.length === 0 && <Notice tone="bad">{saving.problem}</Notice>}
      {moved.length > 0 && (
        <Notice tone="warning">
          <p>Somebody else has saved meanwhile. Which shall it be?</p>
          <Both>
            {moved.map(({ name, mine, theirs }) => (
              <li key={name}>
                {name}: saved as <strong>{theirs}</strong>, you chose <strong>{mine}</strong>
              </li>
            ))}
          </Both>
          <Row>
            <Button type="button" variant="secondary" size="sm" onClick={keepMine}>
              Keep mine
            </Button>
            <Button type="button" variant="secondary" size="sm" onClick={takeTheirs}>
              Take what is saved
            </Button>
          </Row>
        </Notice>
      )}
      <Line>
        <What role="status">
          <strong>Not saved yet.</strong> {words}.{" "}
          {turningOn && <WhatGoesNow turningOn={turningOn} erp={erp} />}
        </What>
        <Row>
          <Button type="button" variant="tertiary" disabled={saving.isRunning} onClick={discard}>
            Discard
          </Button>
          <ActionButton
            type="button"
            loading={saving.isRunning}
            disabled={moved.length > 0 || isCounting}
            onClick={save}
          >
            Save Settings
          </ActionButton>
        </Row>
      </Line>
    </>
  );
}

function WhatGoesNow({ turningOn, erp }: { turningOn: Choices["turningOn"]; erp: string }) {
  if (!turningOn) return null;
  const { going, error } = turningOn;
  if (error && !going) return "What goes now could not be counted.";
  if (!going) return `Counting what goes to ${erp}…`;
  if (going.count === 0) return "Nothing waits for it.";
  return `${plural(going.count, "record")} worth ${going.worth} ${going.count === 1 ? "goes" : "go"} to ${erp} now.`;
}

function Saved({ sent, erp }: { sent: number; erp: string }) {
  return (
    <Line>
      <What role="status">
        <Check size="sm" /> <strong>Settings saved.</strong>{" "}
        {sent > 0 ? (
          <>
            {plural(sent, "record")} {sent === 1 ? "is" : "are"} on the way to {erp}.{" "}
            <PageLink page="activities">View Synchronization Activities</PageLink>
          </>
        ) : (
          "They apply to new changes from now on."
        )}
      </What>
    </Line>
  );
}

function useAskBeforeClosing(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isChanged]);
}

const Bar = styled.section`
  position: sticky;
  z-index: 2;
  bottom: 0;
  display: flex;
  flex-direction: column;
  gap: 8px;
  margin: auto -24px -24px;
  padding: 12px 24px;
  border-top: 1px solid ${theme.line};
  background: ${theme.paper};
  box-shadow: 0 -2px 8px rgb(0 0 0 / 8%);
  outline: none;

  @media (max-width: 767px) {
    margin: auto -16px -16px;
    padding: 12px 16px;
  }
`;

const Line = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 8px 16px;
`;

const What = styled.div`
  flex: 1 1 240px;
  min-width: 0;
  line-height: 20px;
  overflow-wrap: anywhere;

  svg {
    color: ${theme.good};
    vertical-align: -3px;
  }
`;

const Row = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
`;

const Both = styled.ul`
  margin: 4px 0 8px;
  padding-left: 20px;
  list-style: disc;
`;
