import { Warning } from "@procore/core-icons";
import type { ReactNode } from "react";
import styled from "styled-components";
import { formatCall } from "../format.ts";
import { theme } from "./theme.ts";

/** What only a person can set right, as icon and word. */
export function Call({ reason, children }: { reason: string; children?: ReactNode }) {
  return (
    <Line data-call>
      <Warning size="sm" />
      <strong>To do:</strong> {formatCall(reason)} {children}
    </Line>
  );
}

const Line = styled.span`
  color: ${theme.bad};
  svg {
    display: inline-block;
    width: 12px;
    height: 12px;
    margin-right: 3px;
    vertical-align: -1px;
  }
`;
