import { Switch } from "@procore/core-react";
import { type ReactNode, useId } from "react";
import styled from "styled-components";
import { theme } from "../../components/theme.ts";

interface SwitchFieldProps {
  label: string;
  isOn: boolean;
  onChange(isOn: boolean): void;
  hint?: ReactNode;
  isDisabled?: boolean;
}

export function SwitchField({ label, isOn, onChange, hint, isDisabled = false }: SwitchFieldProps) {
  const id = useId();

  return (
    <div>
      <Switch
        checked={isOn}
        disabled={isDisabled}
        aria-describedby={hint ? id : undefined}
        onChange={(event) => onChange(event.target.checked)}
      >
        {label}
      </Switch>
      {hint && <Hint id={id}>{hint}</Hint>}
    </div>
  );
}

const Hint = styled.div`
  margin: 2px 0 0 48px;
  font-size: 12px;
  line-height: 16px;
  color: ${theme.quiet};
`;
