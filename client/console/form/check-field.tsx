import { Checkbox } from "@procore/core-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import styled from "styled-components";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { theme } from "../../components/theme.ts";

interface CheckFieldProps {
  label: ReactNode;
  isChecked: boolean;
  /** Where all that stands beside it says what it is of. */
  isLabelHidden?: boolean;
  isPartly?: boolean;
  onChange(isChecked: boolean, isWithShift: boolean): void;
  hint?: ReactNode;
  isDisabled?: boolean;
}

export function CheckField({
  label,
  isChecked,
  isLabelHidden = false,
  isPartly = false,
  onChange,
  hint,
  isDisabled = false,
}: CheckFieldProps) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);

  // core-react only says "mixed" aloud; the browser's own state has to agree with it.
  useEffect(() => {
    if (box.current) box.current.indeterminate = isPartly;
  }, [isPartly]);

  return (
    <Row>
      <Checkbox
        ref={box}
        checked={isChecked}
        indeterminate={isPartly}
        disabled={isDisabled}
        aria-describedby={hint ? id : undefined}
        onChange={({ currentTarget, nativeEvent }) =>
          onChange(currentTarget.checked, (nativeEvent as MouseEvent).shiftKey)
        }
      >
        {isLabelHidden ? <OnlyReadAloud>{label}</OnlyReadAloud> : label}
      </Checkbox>
      {hint && <Hint id={id}>{hint}</Hint>}
    </Row>
  );
}

// core-react leaves the real box under its drawn one, where no pointer reaches it but through the
// label.
const Row = styled.div`
  input[type="checkbox"] {
    z-index: 1;
    width: 20px;
    height: 20px;
    margin: 0;
    cursor: pointer;
  }
`;

const Hint = styled.div`
  margin: 2px 0 0 32px;
  font-size: 12px;
  line-height: 16px;
  color: ${theme.quiet};
`;
