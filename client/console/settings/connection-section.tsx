import { Button, Pill } from "@procore/core-react";
import { useState } from "react";
import type { Installation, SystemView } from "../../../server/api/contract.ts";
import { saveConnection, testConnection } from "../../api/installation.ts";
import { Fact, Facts } from "../../components/facts.tsx";
import { formatTimestamp } from "../../format.ts";
import { erpOf } from "../erp.ts";
import { Buttons } from "../form/buttons.tsx";
import { Outcome } from "../form/outcome.tsx";
import { ConnectionForm } from "../set-up-forms/connection-form.tsx";
import { MissingPermissions } from "../set-up-forms/missing-permissions.tsx";
import { StillWanted } from "../set-up-forms/still-wanted.tsx";
import { outcomeOf } from "../set-up-forms/test-outcome.ts";
import { useAct } from "../use-act.ts";
import type { SectionProps } from "./section-props.ts";
import { Section } from "./section.tsx";

type Connection = NonNullable<Installation["connection"]>;

interface ConnectionSectionProps extends SectionProps {
  refresh(): void;
}

export function ConnectionSection({ installation, accept, refresh }: ConnectionSectionProps) {
  const { company, connection, may, systems } = installation;
  const [isEditing, setIsEditing] = useState(false);
  const isOpen = may.changeSettings && (isEditing || !connection);
  const system = erpOf(installation);

  return (
    <Section
      title={`${system?.name ?? "ERP"} connection`}
      aside={<State connection={connection} />}
    >
      {!isOpen && connection && system && (
        <Shown
          companyId={company.id}
          connection={connection}
          system={system}
          canChange={may.changeSettings}
          onEdit={() => setIsEditing(true)}
          onTested={refresh}
        />
      )}
      {!isOpen && !connection && <p>Not connected. An administrator connects it here.</p>}
      {isOpen && (
        <ConnectionForm
          systems={systems}
          stored={connection}
          test={(entered) => testConnection(company.id, entered)}
          save={async (entered) => {
            accept(await saveConnection(company.id, entered));
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
  system: SystemView;
  canChange: boolean;
  onEdit(): void;
  onTested(): void;
}

function Shown({ companyId, connection, system, canChange, onEdit, onTested }: ShownProps) {
  const testing = useAct(async () => {
    const outcome = await testConnection(companyId, asStored(connection, system));
    onTested();
    return outcome;
  });

  // What a failed test finds is not kept.
  const { missing } = testing.answer?.ok === false ? testing.answer : connection;

  return (
    <>
      <Facts>
        <Fact term="Account">{connection.account}</Fact>
        <Fact term="State">{connection.summary}</Fact>
        <Fact term="Last check">{formatTimestamp(connection.checkedAt)}</Fact>
        {canChange && <Credentials connection={connection} system={system} />}
      </Facts>
      {testing.answer && <Outcome {...outcomeOf(testing.answer, system)} />}
      {canChange && <MissingPermissions erp={system.name} missing={missing} />}
      {canChange && <StillWanted erp={system.name} unset={connection.unset} />}
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

/** What was entered, but for secrets and what already stands there as the account. */
function Credentials({ connection, system }: Pick<ShownProps, "connection" | "system">) {
  const { shown, account } = connection;
  const worthShowing = system.credentials.fields.filter(
    ({ id }) => shown[id] && shown[id] !== account,
  );
  return worthShowing.map(({ id, label }) => (
    <Fact key={id} term={label}>
      {shown[id]}
    </Fact>
  ));
}

/** An empty secret stands for the stored one. */
function asStored({ shown }: Connection, { id: system, credentials }: SystemView) {
  const entered = credentials.fields.map(({ id }) => [id, shown[id] ?? ""]);
  return { system, credentials: Object.fromEntries(entered) as Record<string, string> };
}
