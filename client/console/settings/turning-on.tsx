import { Button } from "@procore/core-react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { Notice } from "../../components/notice.tsx";
import { formatSentence, plural } from "../../format.ts";
import { erpName } from "../erp.ts";
import { PageLink } from "../page-link.tsx";
import type { Choices } from "./use-choices.ts";
import type { Going } from "./what-goes.ts";

interface TurningOnProps {
  installation: Installation;
  turningOn: NonNullable<Choices["turningOn"]>;
}

/** What automatic sync sets going the moment that it is saved. */
export function TurningOn({ installation, turningOn }: TurningOnProps) {
  const { going, error, retry } = turningOn;
  const erp = erpName(installation);
  return (
    <Space>
      {going ? (
        <Goes going={going} erp={erp} canLook={installation.may.viewActivities} />
      ) : error ? (
        <Notice tone="warning">
          <p>
            What would go to {erp} now could not be counted.{" "}
            {error instanceof Error && formatSentence(error.message)}
          </p>
          <Button type="button" variant="secondary" size="sm" onClick={retry}>
            Count again
          </Button>
        </Notice>
      ) : (
        <Notice>Counting what would go to {erp} now…</Notice>
      )}
    </Space>
  );
}

interface GoesProps {
  going: Going;
  erp: string;
  canLook: boolean;
}

function Goes({ going, erp, canLook }: GoesProps) {
  const { count, lines, perhaps } = going;
  const look = canLook && (
    <PageLink page="activities" parameters={{ tab: "pending" }}>
      Look at what waits first
    </PageLink>
  );
  if (count + perhaps === 0) {
    return <Notice>Nothing waits for it: what changes from now on goes to {erp} by itself.</Notice>;
  }
  return (
    <Notice tone="warning">
      {count > 0 && (
        <>
          <p>
            Once you save, {plural(count, "record")} {count === 1 ? "goes" : "go"} to {erp}:
          </p>
          <List>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </List>
        </>
      )}
      {perhaps > 0 && (
        <p>
          Up to {plural(perhaps, "record")} more may follow:{" "}
          {perhaps === 1 ? "it waits" : "they wait"} for what else you choose here.
        </p>
      )}
      <p>
        What {erp} refuses is listed under Failed, with its reason. {look}
      </p>
    </Notice>
  );
}

const Space = styled.div`
  margin-top: 12px;

  p {
    margin: 0;
    line-height: 20px;
  }
`;

const List = styled.ul`
  margin: 4px 0 8px;
  padding-left: 20px;
  list-style: disc;
  font-variant-numeric: tabular-nums;
  line-height: 20px;
`;
