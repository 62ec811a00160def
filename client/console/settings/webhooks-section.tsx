import { Pill } from "@procore/core-react";
import type { Installation } from "../../../server/api/contract.ts";
import { Section } from "./section.tsx";

export function WebhooksSection({ webhooks }: { webhooks: Installation["webhooks"] }) {
  return (
    <Section
      title="Procore webhooks"
      aside={webhooks.ok ? <Pill color="green">✓ Working</Pill> : <Pill color="red">⚠ Broken</Pill>}
    >
      <p>{webhooks.message}</p>
    </Section>
  );
}
