import { Button } from "@procore/core-react";

export function BackButton({ onBack }: { onBack: (() => void) | null }) {
  if (!onBack) return null;
  return (
    <Button type="button" variant="tertiary" onClick={onBack}>
      Back
    </Button>
  );
}
