import { Input } from "@procore/core-react";
import { useEffect, useId, useRef, useState } from "react";
import styled from "styled-components";
import { FieldFrame } from "../form/field-frame.tsx";

/** After the last key: the list is not asked for at each letter. */
const SETTLED_MS = 350;

interface Typed {
  value: string;
  /** What was typed, once it stands. */
  onSettle(value: string): void;
}

function useTyped({ value, onSettle }: Typed, isFit: (text: string) => boolean = () => true) {
  const [text, setText] = useState(value);
  const settle = useRef(onSettle);
  settle.current = onSettle;
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value || !isFit(text)) return;
    const timer = setTimeout(() => settle.current(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return { text, setText };
}

export function SearchField(typed: Typed) {
  const { text, setText } = useTyped(typed);
  return (
    <Wide>
      <Input
        type="search"
        placeholder="Number, title, vendor or ERP number"
        aria-label="Search activities"
        value={text}
        maxLength={100}
        onChange={(event) => setText(event.target.value)}
        style={{ width: "100%" }}
      />
    </Wide>
  );
}

interface TypedFieldProps extends Typed {
  label: string;
  pattern: RegExp;
  problem: string;
}

export function TypedField({ label, pattern, problem, ...typed }: TypedFieldProps) {
  const id = useId();
  const isFit = (text: string) => text === "" || pattern.test(text);
  const { text, setText } = useTyped(typed, isFit);
  return (
    <FieldFrame id={id} label={label} problem={isFit(text) ? undefined : problem}>
      <Input
        id={id}
        inputMode="decimal"
        value={text}
        error={!isFit(text)}
        aria-invalid={!isFit(text)}
        aria-describedby={isFit(text) ? undefined : `${id}-problem`}
        onChange={(event) => setText(event.target.value)}
        style={{ width: "100%" }}
      />
    </FieldFrame>
  );
}

const Wide = styled.div`
  flex: 1 1 240px;
  max-width: 400px;
`;
