import { Button, colors } from "@procore/core-react";
import { useState } from "react";
import styled from "styled-components";
import type { GridRecord } from "../../../server/api/contract.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Notice } from "../../components/notice.tsx";
import { formatSentence, plural } from "../../format.ts";
import { SynchronizeDialog } from "./synchronize-dialog.tsx";
import type { useBatch } from "./use-batch.ts";
import type { Selection } from "./use-selection.ts";

interface SelectionBarProps {
  selection: Selection;
  batch: ReturnType<typeof useBatch>;
}

/** Above the grid once something is chosen: what each button will do, and with how many. */
export function SelectionBar({ selection, batch }: SelectionBarProps) {
  const [isAsking, setIsAsking] = useState(false);
  const { synchronize, force } = selection.chosen;
  const count = synchronize.length + force.length;
  const idsOf = (some: GridRecord[]) => some.map(({ id }) => id);
  if (count === 0 && !batch.problem) return null;
  return (
    <>
      {batch.problem && (
        <Notice tone="bad">Nothing was sent. {formatSentence(batch.problem)}</Notice>
      )}
      {count > 0 && (
        <Bar role="group" aria-label="Chosen records">
          <div>
            <strong>{plural(count, "record")} chosen</strong>
            <Says>{whatHappens(synchronize.length, force.length)}</Says>
          </div>
          <Buttons>
            <Button variant="tertiary" size="sm" onClick={selection.clear}>
              Clear selection
            </Button>
            {force.length > 0 && (
              <ActionButton
                size="sm"
                variant={synchronize.length > 0 ? "secondary" : "primary"}
                loading={batch.isRunning}
                onClick={() => batch.start("force", idsOf(force))}
              >
                {`Force synchronize ${force.length}`}
              </ActionButton>
            )}
            {synchronize.length > 0 && (
              <ActionButton size="sm" loading={batch.isRunning} onClick={() => setIsAsking(true)}>
                {`Synchronize ${synchronize.length}`}
              </ActionButton>
            )}
          </Buttons>
        </Bar>
      )}
      {isAsking && (
        <SynchronizeDialog
          records={synchronize}
          onClose={() => setIsAsking(false)}
          onSure={() => {
            setIsAsking(false);
            batch.start("synchronize", idsOf(synchronize));
          }}
        />
      )}
    </>
  );
}

function whatHappens(synchronize: number, force: number): string {
  const words = [
    synchronize > 0 &&
      `Synchronize sends ${plural(synchronize, "record")} that ${synchronize === 1 ? "differs or was" : "differ or were"} never sent.`,
    force > 0 && `Force synchronize tries ${force} that failed once more.`,
  ];
  return words.filter(Boolean).join(" ");
}

const Bar = styled.div`
  position: sticky;
  top: 0;
  z-index: 2;
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 8px 16px;
  padding: 10px 16px;
  border: 1px solid ${colors.blue85};
  border-radius: 4px;
  background: ${colors.blue96};
`;

const Says = styled.div`
  font-size: 12px;
  line-height: 16px;
`;

const Buttons = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
`;
