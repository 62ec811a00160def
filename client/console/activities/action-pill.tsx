import { Pencil, Plus, Trash } from "@procore/core-icons";
import { Pill } from "@procore/core-react";
import styled from "styled-components";
import type { Activity } from "../../../server/api/contract.ts";

const looks = {
  created: { word: "Created", color: "blue", Icon: Plus },
  updated: { word: "Updated", color: "yellow", Icon: Pencil },
  deleted: { word: "Deleted", color: "red", Icon: Trash },
} as const;

export function ActionPill({ action }: { action: Activity["action"] }) {
  const { word, color, Icon } = looks[action];
  return (
    <Shape color={color}>
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
    line-height: 16px;
    white-space: nowrap;
  }

  svg {
    width: 12px;
    height: 12px;
  }
`;
