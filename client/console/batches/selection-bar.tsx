import { Button, colors } from "@procore/core-react";
import { useState } from "react";
import styled, { css } from "styled-components";
import type { ActivityTab, BatchAction } from "../../../server/api/contract.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { theme } from "../../components/theme.ts";
import { formatCount } from "../../format.ts";
import { CheckField } from "../form/check-field.tsx";
import { NARROW } from "../use-narrow.ts";
import { ConfirmBatch } from "./confirm-batch.tsx";
import type { Everything, Selection } from "./use-selection.ts";
import { countOf } from "./words.ts";

interface Offered {
  action: BatchAction;
  word: string;
}

/** The last one is the likeliest. */
const offers: Record<ActivityTab, Offered[]> = {
  pending: [{ action: "retry", word: "Sync now" }],
  failed: [
    { action: "acknowledge", word: "Acknowledge" },
    { action: "retry", word: "Retry" },
  ],
  completed: [
    { action: "bring_back", word: "Bring back" },
    { action: "archive", word: "Archive" },
  ],
};

/** Archived ones are not archived again, and only they can be brought back. */
function offeredIn(tab: ActivityTab, archived: string | undefined): Offered[] {
  return offers[tab].filter(
    ({ action }) =>
      (action !== "archive" || archived !== "only") &&
      (action !== "bring_back" || archived !== undefined),
  );
}

interface SelectionBarProps {
  tab: ActivityTab;
  /** The list's filter. */
  archived: string | undefined;
  selection: Selection;
  /** All that match; null: it is not known, or all of it is shown. */
  everything: Everything | null;
  /** Where there is no table head to hold it. */
  hasPageBox: boolean;
  isRunning: boolean;
  onAct(action: BatchAction): void;
}

/** It keeps its height, so that no row moves under the cursor when the first one is chosen. */
export function SelectionBar({
  tab,
  archived,
  selection,
  everything,
  hasPageBox,
  isRunning,
  onAct,
}: SelectionBarProps) {
  const [asked, setAsked] = useState<Offered | null>(null);
  const { count } = selection;
  const offered = offeredIn(tab, archived);
  const isAll = selection.everything !== null;
  const begin = (what: Offered) => (isAll ? setAsked(what) : onAct(what.action));
  return (
    <Place>
      <Bar $isOn={count > 0} role="region" aria-label="Selection">
        {hasPageBox && <PageBox selection={selection} />}
        <Words>
          {count === 0 ? (
            "Select several to act on them at once."
          ) : (
            <strong>
              {isAll ? `All ${countOf(tab, count)} selected` : `${formatCount(count)} selected`}
            </strong>
          )}
          {count > 0 && !isAll && everything && everything.seen > count && (
            <Button
              size="sm"
              variant="tertiary"
              onClick={() => selection.chooseEverything(everything)}
            >
              Select all {formatCount(everything.seen)} that match
            </Button>
          )}
          {count > 0 && (
            <Button size="sm" variant="tertiary" onClick={selection.clear}>
              Clear
            </Button>
          )}
        </Words>
        {count > 0 && (
          <Buttons>
            {offered.map((what, place) => {
              const isLikeliest = place === offered.length - 1;
              const Shape = isLikeliest ? ActionButton : Button;
              return (
                <Shape
                  key={what.action}
                  variant={isLikeliest ? "primary" : "secondary"}
                  disabled={isRunning}
                  onClick={() => begin(what)}
                >
                  {what.word}
                </Shape>
              );
            })}
          </Buttons>
        )}
        {asked && (
          <ConfirmBatch
            word={asked.word}
            what={countOf(tab, count)}
            action={asked.action}
            onClose={() => setAsked(null)}
            onConfirm={() => {
              setAsked(null);
              onAct(asked.action);
            }}
          />
        )}
      </Bar>
    </Place>
  );
}

export function PageBox({ selection }: { selection: Selection }) {
  const { isPage, count, togglePage } = selection;
  return (
    <CheckField
      label="Select all shown"
      isLabelHidden
      isChecked={isPage}
      isPartly={!isPage && count > 0}
      onChange={togglePage}
    />
  );
}

const AT_THE_END = css`
  position: fixed;
  z-index: 1;
  right: 0;
  bottom: 0;
  left: 0;
  padding: 8px 16px;
  border-width: 1px 0 0;
  border-radius: 0;
`;

const Place = styled.div`
  min-height: 52px;
`;

const Bar = styled.div<{ $isOn: boolean }>`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 4px 12px;
  min-height: 52px;
  padding: 7px 12px;
  border: 1px solid ${({ $isOn }) => ($isOn ? colors.blue85 : theme.line)};
  border-radius: 4px;
  background: ${({ $isOn }) => ($isOn ? colors.blue96 : theme.wash)};
  color: ${({ $isOn }) => ($isOn ? theme.text : theme.quiet)};

  /* where it would wrap: over the end of the list, in reach of a thumb */
  @media ${NARROW} {
    ${({ $isOn }) => $isOn && AT_THE_END}
  }
`;

const Words = styled.div`
  display: flex;
  flex: 1;
  flex-wrap: wrap;
  align-items: center;
  gap: 4px 8px;
`;

const Buttons = styled.div`
  display: flex;
  gap: 8px;
`;
