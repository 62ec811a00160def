import { Button } from "@procore/core-react";
import { procoreOrigins } from "../../bridge/procore-origins.ts";
import { ActionLink } from "../../components/action-button.tsx";

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

/** Where "Back to Procore" leads: the Procore that opened this page, or the first one we serve. */
function procoreHome(): string | null {
  const allowed = procoreOrigins();
  const { referrer } = document;
  const opener = URL.canParse(referrer) ? new URL(referrer).origin : null;
  const origin = allowed.find((each) => each === opener) ?? allowed[0];
  return origin ? `${origin}/` : null;
}
