import { Input } from "@procore/core-react";
import { useId } from "react";
import { FieldFrame } from "./field-frame.tsx";

interface DateFieldProps {
  label: string;
  /** "2026-03-14"; empty: none. */
  value: string;
  onChange(value: string): void;
}

/** The browser's own: it writes dates as its reader does, and has a calendar. */
export function DateField({ label, value, onChange }: DateFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label}>
      <Input
        id={id}
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        style={{ width: "100%" }}
      />
    </FieldFrame>
  );
}
