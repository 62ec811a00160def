import { useEffect, useRef, useState } from "react";
import type { ActivityTab, BatchAction } from "../../../server/api/contract.ts";
import { type Chosen, startBatch, stopBatch, useNewestBatch } from "../../api/batches.ts";
import { useAnnounce } from "../../components/announcer.tsx";
import { useAct } from "../use-act.ts";
import { batchInWords } from "./words.ts";

/** The batch that goes on, and one that has ended until its reader has seen that. */
export function useBatch(companyId: string) {
  const { batch, show } = useNewestBatch(companyId);
  const [closed, setClosed] = useState<string | null>(null);
  const watched = useRef(new Set<string>());
  const announce = useAnnounce();
  const [begun, setBegun] = useState<string | null>(null);
  const starting = useAct(
    async (asked: { action: BatchAction; tab: ActivityTab; chosen: Chosen }) => {
      const started = await startBatch(companyId, asked);
      setBegun(started.id);
      await show(started);
    },
  );
  const stopping = useAct(async (id: string) => {
    await show(await stopBatch(companyId, id));
  });
  if (batch && batch.endedAt === null) watched.current.add(batch.id);
  const isEnded = batch !== null && batch.endedAt !== null && watched.current.has(batch.id);
  useEffect(() => {
    if (!isEnded || !batch) return;
    announce(batchInWords(batch));
    // once for each batch
  }, [isEnded, batch?.id]);

  const isShown = batch !== null && batch.id !== closed && (batch.endedAt === null || isEnded);
  return {
    batch: isShown ? batch : null,
    /** By this page: its reader wants to see how far it is. */
    isBegunHere: begun !== null && begun === batch?.id,
    isRunning: starting.isRunning || (batch !== null && batch.endedAt === null),
    start: starting.run,
    stop: () => batch && void stopping.run(batch.id),
    isStopping: stopping.isRunning,
    close: () => setClosed(batch?.id ?? null),
    problem: starting.problem ?? stopping.problem,
  };
}
