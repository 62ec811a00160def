import type { ActivityTab } from "../../../server/api/contract.ts";
import { Notice } from "../../components/notice.tsx";
import { formatSentence } from "../../format.ts";
import { BatchProgress } from "../batches/batch-progress.tsx";
import { SelectionBar } from "../batches/selection-bar.tsx";
import { useNarrow } from "../use-narrow.ts";
import type { useMany } from "./use-many.ts";

interface ManyProps {
  companyId: string;
  tab: ActivityTab | null;
  many: ReturnType<typeof useMany>;
}

/** Above the list: what may be done to many of its rows, and how far that is. */
export function Many({
  companyId,
  tab,
  many: { archived, selection, everything, batch, act },
}: ManyProps) {
  const hasPageBox = useNarrow();
  return (
    <>
      {batch.batch && (
        <BatchProgress
          companyId={companyId}
          batch={batch.batch}
          takesFocus={batch.isBegunHere}
          isStopping={batch.isStopping}
          onStop={batch.stop}
          onClose={batch.close}
        />
      )}
      {batch.problem && <Notice tone="bad">Not done. {formatSentence(batch.problem)}</Notice>}
      {selection && tab && (
        <SelectionBar
          tab={tab}
          archived={archived}
          selection={selection}
          everything={everything}
          hasPageBox={hasPageBox}
          isRunning={batch.isRunning}
          onAct={(action) => void act(action)}
        />
      )}
    </>
  );
}
