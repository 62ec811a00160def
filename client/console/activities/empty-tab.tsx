import { Button } from "@procore/core-react";
import type { ActivityTab, Installation } from "../../../server/api/contract.ts";
import { Blank } from "../../components/blank.tsx";
import { Notice } from "../../components/notice.tsx";
import { plural } from "../../format.ts";
import { go } from "../address.ts";
import { erpName, erpOf } from "../erp.ts";
import { PageLink } from "../page-link.tsx";
import { noFilters } from "./use-filters.ts";

const words: Record<ActivityTab, { title: string; text(erp: string): string }> = {
  pending: {
    title: "Nothing is waiting",
    text: (erp) =>
      `A commitment, subcontractor invoice or vendor that changes in Procore appears here until it is in ${erp}.`,
  },
  failed: {
    title: "Nothing has failed",
    text: (erp) =>
      `What ${erp} refuses appears here, with its reason, whose move it is and a Retry button.`,
  },
  completed: {
    title: "Nothing has synced yet",
    text: (erp) =>
      `What reached ${erp} appears here with its transaction ID, and stays as the audit trail.`,
  },
};

interface EmptyTabProps {
  tab: ActivityTab;
  isFiltered: boolean;
  installation: Installation;
}

/** What will appear, what makes it appear, and what is in its way. */
export function EmptyTab({ tab, isFiltered, installation }: EmptyTabProps) {
  const { projects, connection, webhooks, settings, may } = installation;
  const erp = erpName(installation);
  const chosen = projects.filter((project) => project.isChosen).length;

  if (isFiltered) {
    return (
      <Blank
        title="Nothing fits these filters"
        actions={
          <Button variant="secondary" onClick={() => go(noFilters, true)}>
            Clear filters
          </Button>
        }
      >
        <p>The numbers on the tabs say where something does.</p>
      </Blank>
    );
  }
  return (
    <>
      <Blank title={words[tab].title}>
        <p>{words[tab].text(erp)}</p>
        {may.viewCompany ? (
          <p>
            Crosstie watches {plural(chosen, "project")}; automatic sync is{" "}
            {settings.automaticSync ? "on" : "off"}.{" "}
            <PageLink page="settings">See Settings</PageLink>
          </p>
        ) : (
          <p>You see what changes in your {plural(projects.length, "project")}.</p>
        )}
      </Blank>
      {may.viewCompany && !webhooks.ok && (
        <Notice tone="warning">Procore does not report changes: {webhooks.message}</Notice>
      )}
      {may.viewCompany && connection?.status !== "working" && (
        <Notice tone="warning">
          {erpOf(installation)?.name ?? "The ERP"} is not connected
          {connection ? `: ${connection.summary}` : "."}
        </Notice>
      )}
    </>
  );
}
