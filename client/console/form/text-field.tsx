import { Input, TextArea } from "@procore/core-react";
import { type ReactNode, useId } from "react";
import { FieldFrame, describedBy } from "./field-frame.tsx";

interface TextFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
  hint?: ReactNode;
  problem?: string | undefined;
  isOptional?: boolean;
  isLong?: boolean;
  /** Nobody who looks on reads it. */
  isHidden?: boolean;
  placeholder?: string;
}

export function TextField({
  label,
  value,
  onChange,
  hint,
  problem,
  isOptional = false,
  isLong = false,
  isHidden = false,
  placeholder,
}: TextFieldProps) {
  const id = useId();
  const shared = {
    id,
    value,
    placeholder,
    error: Boolean(problem),
    required: !isOptional,
    "aria-invalid": Boolean(problem),
    "aria-describedby": describedBy(id, hint, problem),
    autoComplete: isHidden ? "new-password" : "off",
    spellCheck: false,
    style: { width: "100%" },
  };

  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem} isOptional={isOptional}>
      {isLong ? (
        <TextArea
          {...shared}
          rows={6}
          resize="vertical"
          onChange={(event) => onChange(event.target.value)}
          style={{
            width: "100%",
            fontFamily: "ui-monospace, monospace",
            fontSize: 12,
            minHeight: 132,
          }}
        />
      ) : (
        <Input
          {...shared}
          type={isHidden ? "password" : "text"}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}
