import { Warning } from "@procore/core-icons";
import styled from "styled-components";
import type { Counterpart } from "../../server/api/contract.ts";
import { formatToDo } from "../format.ts";
import { CounterpartLink } from "./counterpart-link.tsx";
import { theme } from "./theme.ts";

interface ToDoProps {
  /** Which record, where it is not the one that is open. */
  about?: string;
  reason: string;
  /** Where it is done, when that is in the ERP. */
  counterpart?: Counterpart | null;
}

/** What only a person can set right. */
export function ToDo({ about, reason, counterpart }: ToDoProps) {
  return (
    <>
      <strong>To do:</strong> {about && `${about}: `}
      {formatToDo(reason)} {counterpart && <CounterpartLink counterpart={counterpart} />}
    </>
  );
}

/** The same in a line of its own, with an icon. */
export function ToDoLine(toDo: ToDoProps) {
  return (
    <Line data-to-do>
      <Warning size="sm" />
      <ToDo {...toDo} />
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
