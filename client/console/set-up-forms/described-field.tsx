import type { Choice, CredentialField, SettingField } from "../../../server/api/contract.ts";
import { ChoiceField } from "../form/choice-field.tsx";
import { FileButton } from "../form/file-button.tsx";
import { TextField } from "../form/text-field.tsx";

interface DescribedFieldProps {
  field: CredentialField | SettingField;
  choices: Choice[];
  value: string;
  problem: string | undefined;
  /** A secret that is stored may be left empty. */
  hasStored?: boolean;
  onChange(value: string): void;
}

/** One thing that a system wants to know, drawn from what the system says of it. */
export function DescribedField({
  field,
  choices,
  value,
  problem,
  hasStored = false,
  onChange,
}: DescribedFieldProps) {
  const { label, help, input, needed } = field;
  if (input === "choice") {
    return (
      <ChoiceField
        label={label}
        choices={choices}
        chosenId={value}
        problem={problem}
        hint={help}
        onChoose={onChange}
      />
    );
  }
  const { isSecret, example, whenStored, file } = secrecyOf(field);
  const isStored = isSecret && hasStored;
  const text = (
    <TextField
      label={label}
      isLong={input === "lines"}
      isHidden={isSecret && input === "text"}
      isOptional={needed === null || isStored}
      value={value}
      problem={problem}
      placeholder={(isStored ? whenStored : example) ?? undefined}
      hint={help}
      onChange={onChange}
    />
  );
  if (!file) return text;
  return (
    <div>
      {text}
      <FileButton
        label={file.label}
        accept={file.accept}
        name={`${label} file`}
        onRead={onChange}
      />
    </div>
  );
}

type Secrecy = Pick<CredentialField, "isSecret" | "example" | "whenStored" | "file">;

const open: Secrecy = { isSecret: false, example: null, whenStored: null, file: null };

/** A setting has no secrets. */
const secrecyOf = (field: CredentialField | SettingField): Secrecy =>
  "isSecret" in field ? field : open;
