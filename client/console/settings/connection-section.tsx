import { Button, Pill } from "@procore/core-react";
import { useState } from "react";
import type { Installation } from "../../../server/api/contract.ts";
import { saveConnection, testConnection } from "../../api/installation.ts";
import { Fact, Facts } from "../activities/facts.tsx";
import { formatTimestamp } from "../../format.ts";
import { Buttons } from "../form/buttons.tsx";
import { Outcome } from "../form/outcome.tsx";
import { useAct } from "../use-act.ts";
import { ConnectionForm } from "./connection-form.tsx";
import { outcomeOf } from "./connection-outcome.ts";
import { CredentialHelp } from "./credential-help.tsx";
import { Section } from "./section.tsx";
import type { SectionProps } from "./section-props.ts";

type Connection = NonNullable<Installation["connection"]>;

export function ConnectionSection({
  installation,
  accept,
  refresh,
}: SectionProps & { refresh: () => void }) {
  const { company, connection, may } = installation;
  const [isEditing, setIsEditing] = useState(false);
  const isOpen = may.changeSettings && (isEditing || !connection);

  return (
    <Section title="NetSuite connection" aside={<State connection={connection} />}>
      {!isOpen && connection && (
        <Shown
          companyId={company.id}
          connection={connection}
          canChange={may.changeSettings}
          onEdit={() => setIsEditing(true)}
          onTested={refresh}
        />
      )}
      {!isOpen && !connection && <p>Not connected. An administrator connects it here.</p>}
      {isOpen && (
        <>
          <CredentialHelp />
          <ConnectionForm
            stored={connection}
            test={(credentials) => testConnection(company.id, credentials)}
            save={async (credentials) => {
              accept(await saveConnection(company.id, credentials));
              setIsEditing(false);
            }}
            saveLabel="Save credentials"
            isPrimary={false}
            besides={
              connection && (
                <Button type="button" variant="tertiary" onClick={() => setIsEditing(false)}>
                  Cancel
                </Button>
              )
            }
          />
        </>
      )}
    </Section>
  );
}

function State({ connection }: { connection: Connection | null }) {
  if (!connection) return <Pill color="gray">Not connected</Pill>;
  return connection.status === "working" ? (
    <Pill color="green">✓ Working</Pill>
  ) : (
    <Pill color="red">⚠ Broken</Pill>
  );
}

interface ShownProps {
  companyId: string;
  connection: Connection;
  canChange: boolean;
  onEdit: () => void;
  onTested: () => void;
}

function Shown({ companyId, connection, canChange, onEdit, onTested }: ShownProps) {
  const { accountId, clientId, certificateId, baseUrl } = connection;
  const testing = useAct(async () => {
    const outcome = await testConnection(companyId, {
      accountId,
      clientId,
      certificateId,
      baseUrl,
      privateKey: "",
    });
    onTested();
    return outcome;
  });

  return (
    <>
      <Facts>
        <Fact term="Account">{accountId}</Fact>
        <Fact term="State">{connection.summary}</Fact>
        <Fact term="Last check">{formatTimestamp(connection.checkedAt)}</Fact>
        {canChange && <Fact term="Client ID">{clientId}</Fact>}
        {canChange && <Fact term="Certificate ID">{certificateId}</Fact>}
        {baseUrl && <Fact term="Account URL">{baseUrl}</Fact>}
      </Facts>
      {testing.answer && <Outcome {...outcomeOf(testing.answer)} />}
      {testing.problem && (
        <Outcome isGood={false} title="The test could not be made" text={testing.problem} />
      )}
      {canChange && (
        <Buttons>
          <Button
            variant="secondary"
            loading={testing.isRunning}
            onClick={() => void testing.run()}
          >
            Test connection
          </Button>
          <Button variant="tertiary" onClick={onEdit}>
            Edit credentials
          </Button>
        </Buttons>
      )}
    </>
  );
}
