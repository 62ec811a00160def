import { Button, Pill } from "@procore/core-react";
import type { Installation } from "../../../server/api/contract.ts";
import { renewWebhookSecret } from "../../api/installation.ts";
import { formatInstant } from "../../format.ts";
import { Buttons } from "../form/buttons.tsx";
import { Outcome } from "../form/outcome.tsx";
import { useAct } from "../use-act.ts";
import type { SectionProps } from "./section-props.ts";
import { Section } from "./section.tsx";

export function WebhooksSection({ installation, accept }: SectionProps) {
  const { company, webhooks, may } = installation;
  const renewing = useAct(async () => accept(await renewWebhookSecret(company.id)));
  const isUnderWay = webhooks.renewal !== null && webhooks.renewal.state !== "over";

  return (
    <Section
      title="Procore webhooks"
      aside={webhooks.ok ? <Pill color="green">✓ Working</Pill> : <Pill color="red">⚠ Broken</Pill>}
    >
      <p>{webhooks.message}</p>
      {webhooks.renewal && <p>{wordsOf(webhooks.renewal)}</p>}
      {renewing.problem && <Outcome isGood={false} title="Not renewed" text={renewing.problem} />}
      {may.setUp && !isUnderWay && (
        <Buttons>
          <Button
            variant="secondary"
            loading={renewing.isRunning}
            onClick={() => void renewing.run()}
          >
            Renew webhook secret
          </Button>
        </Buttons>
      )}
    </Section>
  );
}

type Renewal = NonNullable<Installation["webhooks"]["renewal"]>;

function wordsOf({ at, by, state, earlierUntil }: Renewal): string {
  const renewed = `${by} renewed the webhook secret ${formatInstant(at)}.`;
  if (state === "over") return renewed;
  return earlierUntil
    ? `${renewed} All webhooks have it. What Procore sent before and repeats is taken with the earlier one until ${formatInstant(earlierUntil)}; then it is destroyed.`
    : `${renewed} Crosstie is giving it to the webhooks. The earlier one counts until all have it.`;
}
