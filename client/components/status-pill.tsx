import {
  ArrowsSync,
  Ban,
  Check,
  CircleStroked,
  Clock,
  LinkOff,
  Minus,
  Warning,
} from "@procore/core-icons";
import { Pill } from "@procore/core-react";
import type { ComponentProps } from "react";
import styled from "styled-components";
import type {
  Accepted,
  ActivityStatus,
  RecordStatus,
  Standing,
} from "../../server/api/contract.ts";

export type PillState =
  | "synced"
  | "pending"
  | "failed"
  | "success"
  | "error"
  | "not_integrated"
  | "desynchronized"
  | "doubtful"
  | "voided"
  | "procore_only"
  | "pending_approval"
  | "on_hold"
  | "in_transit"
  | "to_print"
  | "rejected"
  | "declined"
  | "other_currency"
  | "not_applicable"
  | "accepted"
  | "syncing";

interface Look {
  word: string;
  color: ComponentProps<typeof Pill>["color"];
  Icon: typeof Check;
}

const LOOKS: Record<PillState, Look> = {
  synced: { word: "Synced", color: "green", Icon: Check },
  pending: { word: "Pending", color: "yellow", Icon: Clock },
  failed: { word: "Failed", color: "red", Icon: Warning },
  success: { word: "Success", color: "green", Icon: Check },
  error: { word: "Error", color: "red", Icon: Warning },
  not_integrated: { word: "Not integrated", color: "gray", Icon: CircleStroked },
  desynchronized: { word: "Desynchronized", color: "magenta", Icon: LinkOff },
  doubtful: { word: "Doubtful", color: "yellow", Icon: Warning },
  voided: { word: "Voided", color: "gray", Icon: Ban },
  pending_approval: { word: "Pending approval", color: "yellow", Icon: Clock },
  on_hold: { word: "On hold", color: "yellow", Icon: Clock },
  in_transit: { word: "In transit", color: "blue", Icon: ArrowsSync },
  to_print: { word: "Not printed", color: "yellow", Icon: Clock },
  rejected: { word: "Rejected", color: "gray", Icon: Ban },
  declined: { word: "Declined", color: "gray", Icon: Ban },
  other_currency: { word: "Other currency", color: "magenta", Icon: Warning },
  procore_only: { word: "In Procore", color: "gray", Icon: CircleStroked },
  not_applicable: { word: "N/A", color: "gray", Icon: Minus },
  accepted: { word: "Difference accepted", color: "cyan", Icon: Check },
  syncing: { word: "Syncing", color: "blue", Icon: ArrowsSync },
};

interface Seen {
  record: RecordStatus;
  standing: Standing | null;
  accepted: Accepted | null;
}

const RECORD: Record<RecordStatus, PillState> = {
  success: "synced",
  pending: "pending",
  error: "failed",
  not_integrated: "not_integrated",
  desynchronized: "desynchronized",
  not_applicable: "not_applicable",
};

export const pillOfRecord = ({ record, standing, accepted }: Seen): PillState =>
  standing ?? (accepted ? "accepted" : RECORD[record]);
export const pillOfStatus = (status: RecordStatus): PillState => RECORD[status];
export const pillOfActivity = (status: ActivityStatus): PillState => status;
export const wordOf = (state: PillState): string => LOOKS[state].word;

/** A state as icon and word, never by colour alone. */
export function StatusPill({ state }: { state: PillState }) {
  const { word, color, Icon } = LOOKS[state];
  return (
    <Shape color={color} data-state={state}>
      <Icon size="sm" />
      {word}
    </Shape>
  );
}

const Shape = styled(Pill)`
  && {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: 3px;
    white-space: nowrap;
    line-height: 16px;
    @media (forced-colors: active) {
      border: 1px solid;
    }
  }
  svg {
    width: 12px;
    height: 12px;
  }
`;
