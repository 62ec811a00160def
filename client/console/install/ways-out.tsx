import { Button } from "@procore/core-react";
import { ActionLink } from "../../components/action-button.tsx";
import { procoreHome } from "../procore-home.ts";

export function BackButton({ onBack }: { onBack: (() => void) | null }) {
  if (!onBack) return null;
  return (
    <Button type="button" variant="tertiary" onClick={onBack}>
      Back
    </Button>
  );
}

export function ProcoreLink({ variant = "primary" }: { variant?: "primary" | "secondary" }) {
  const home = procoreHome();
  if (!home) return null;
  return (
    <ActionLink role="link" variant={variant} href={home}>
      Back to Procore
    </ActionLink>
  );
}
