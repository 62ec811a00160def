import type { CommitmentView } from "../../server/api/contract.ts";
import { Tile, TileHead } from "../components/tile.tsx";
import { formatSentence, formatWaiting } from "../format.ts";

/** Before anything was sent: what will appear here, and what makes it appear. */
export function NotIntegrated({ view, isSyncing }: { view: CommitmentView; isSyncing: boolean }) {
  const { isApproved, record, counterpart, failure, system, waiting } = view;
  const isLeaving = isSyncing || view.isUnderWay;
  if (counterpart || failure || (record !== "not_integrated" && record !== "pending")) return null;
  return (
    <Tile role="group" aria-label="Not integrated">
      <TileHead
        title={
          system
            ? isLeaving
              ? "On its way"
              : isApproved
                ? "Ready to go"
                : "Not approved yet"
            : "Nothing to sync with"
        }
      />
      <p>
        {system
          ? `Nothing has been sent to ${system}. ${isLeaving ? "It leaves in a moment." : nextOf(view)}`
          : "No ERP is connected to this company. An administrator connects one in the console."}
      </p>
      {system && !isLeaving && record === "not_integrated" && waiting && (
        <p>{formatSentence(formatWaiting(waiting))}</p>
      )}
    </Tile>
  );
}

function nextOf({ isApproved, may, commitment, system }: CommitmentView): string {
  const what = commitment.kind === "subcontract" ? "subcontract" : "purchase order";
  const appears = `Once it is, its number in ${system}, its bills and its payments appear here.`;
  if (!isApproved) return `It can be once this ${what} is approved in Procore. ${appears}`;
  return may.sync
    ? `Look first, or send it now. ${appears}`
    : `Someone who may push to accounting sends this ${what}. ${appears}`;
}
