import { Button } from "@procore/core-react";
import { useState } from "react";
import styled from "styled-components";
import type { RecordDetails } from "../../../server/api/contract.ts";
import { useRecord } from "../../api/records.ts";
import { CounterpartLink } from "../../components/counterpart-link.tsx";
import { Fact, Facts, Part } from "../../components/facts.tsx";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { pillOfActivity, StatusPill } from "../../components/status-pill.tsx";
import { formatTimestamp, plural } from "../../format.ts";
import { ActionPill } from "../activities/cells.tsx";
import { Dialog } from "../form/dialog.tsx";
import { PageLink } from "../page-link.tsx";
import { wordsOf } from "../states/failed.tsx";
import { stateOf, VERSION_MEANS } from "./cells.tsx";
import { CompareButton, Said } from "./message-dialog.tsx";
import { SynchronizeDialog } from "./synchronize-dialog.tsx";
import type { How } from "./use-batch.ts";
import type { useIntegrationPage } from "./use-integration-page.ts";

interface RecordDialogProps {
  page: ReturnType<typeof useIntegrationPage>;
  recordId: string;
}

export function RecordDialog({ page, recordId }: RecordDialogProps) {
  const { data: record, error } = useRecord(page.companyId, recordId);
  const { asks } = record ?? {};
  const [isAsking, setAsking] = useState(false);
  const send = (how: How, id: string) => {
    page.batch.start(how, [id]);
    page.close();
  };
  return (
    <Dialog
      title={record?.name ?? "Record"}
      onClose={page.close}
      actions={
        record && (
          <>
            {asks && record.status !== "desynchronized" && (
              <Button
                variant="secondary"
                loading={page.batch.isRunning}
                onClick={() => (asks === "force" ? send(asks, record.id) : setAsking(true))}
              >
                {asks === "force" ? "Force synchronize" : "Synchronize"}
              </Button>
            )}
            <CompareButton record={record} />
          </>
        )
      }
    >
      {isAsking && record && (
        <SynchronizeDialog
          records={[record]}
          onClose={() => setAsking(false)}
          onSure={() => send("synchronize", record.id)}
        />
      )}
      {record ? (
        <Details record={record} connection={page.connections.get(record.connectionId)} />
      ) : error ? (
        <Notice tone="bad">{wordsOf(error)}</Notice>
      ) : (
        <Outline label="Reading the record" rows={4} />
      )}
    </Dialog>
  );
}

interface DetailsProps {
  record: RecordDetails;
  connection: string | undefined;
}

function Details({ record, connection }: DetailsProps) {
  const { version, counterpart, accepted, whyNot, failure, message } = record;
  return (
    <>
      {(failure || message) && (
        <Part title="Message">
          <Said record={record} />
        </Part>
      )}
      <Part title="Record">
        <Facts>
          <Fact term="Type">
            {record.type} · {record.isMasterData ? "master data" : "finance"}
          </Fact>
          <Fact term="Procore ID">{record.procoreId}</Fact>
          <Fact term="Project">
            {record.projectId
              ? [record.projectName, record.projectId].filter(Boolean).join(" · ")
              : "None: it belongs to the company"}
          </Fact>
          <Fact term="Last read from Procore">{formatTimestamp(record.seenAt)}</Fact>
        </Facts>
      </Part>
      <Part title="Integration">
        <Facts>
          <Fact term="Status">
            <StatusPill state={stateOf(record)} />
          </Fact>
          <Fact term="Version">
            <span title={VERSION_MEANS}>
              {version.seen}
              {version.inErp === null
                ? ", and the ERP has none"
                : version.inErp === version.seen
                  ? ", as the ERP has it"
                  : `, and the ERP has ${version.inErp}`}
            </span>
          </Fact>
          <Fact term="Counterpart">
            {counterpart ? <CounterpartLink counterpart={counterpart} /> : "None yet"}
          </Fact>
          <Fact term="Last sync">
            {record.syncedAt ? formatTimestamp(record.syncedAt) : "Never"}
          </Fact>
          <Fact term="Connection">{connection}</Fact>
          {record.entity && <Fact term="Entity">{record.entity}</Fact>}
          {accepted && (
            <Fact term="Accepted">
              By {accepted.by}, {formatTimestamp(accepted.at)}
            </Fact>
          )}
          {whyNot && <Fact term="To synchronize">{whyNot}</Fact>}
        </Facts>
      </Part>
      <Part title="Last activities">
        <Events record={record} />
      </Part>
    </>
  );
}

function Events({ record: { events } }: { record: RecordDetails }) {
  if (events.length === 0) {
    return <p>None: it has not changed since Crosstie first saw it.</p>;
  }
  return (
    <List>
      {events.map(({ activityId, action, status, fields, at, by }) => (
        <li key={activityId}>
          <ActionPill action={action} /> <StatusPill state={pillOfActivity(status)} />{" "}
          <PageLink page="activities" parameters={{ activity: activityId }}>
            {plural(fields, "field")}
          </PageLink>{" "}
          · {formatTimestamp(at)}
          {by && ` · ${by}`}
        </li>
      ))}
    </List>
  );
}

const List = styled.ul`
  li {
    padding: 3px 0;
  }
`;
