import type { Activity } from "../../../server/api/contract.ts";
import { Call } from "../../components/call.tsx";
import { CounterpartLink } from "../../components/counterpart-link.tsx";
import { StatusPill, pillOfActivity } from "../../components/status-pill.tsx";
import { formatReason } from "../../format.ts";
import { Quiet } from "./quiet.ts";

/**
 * The state, and under it why: what it waits for, what went wrong, where it arrived, or what only a
 * person can set right.
 */
export function SyncStatus({ activity }: { activity: Activity }) {
  const { status, waiting, failure, counterpart } = activity;
  const isCall = status !== "pending" && waiting !== null;
  return (
    <div>
      <StatusPill state={pillOfActivity(status)} />
      <Quiet>
        {status === "failed" && failure?.title}
        {status === "pending" && waiting && sentence(formatReason(waiting))}
        {isCall && (
          <Call reason={waiting}>
            {counterpart && <CounterpartLink counterpart={counterpart} />}
          </Call>
        )}
        {status === "synced" && !isCall && counterpart && (
          <CounterpartLink counterpart={counterpart} />
        )}
      </Quiet>
    </div>
  );
}

export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
