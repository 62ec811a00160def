import { ActionLink } from "../../components/action-button.tsx";
import { procoreHome } from "../procore-home.ts";

export function ProcoreLink({ variant = "primary" }: { variant?: "primary" | "secondary" }) {
  const home = procoreHome();
  if (!home) return null;
  return (
    <ActionLink role="link" variant={variant} href={home}>
      Back to Procore
    </ActionLink>
  );
}
