import type { ActivityTab, Installation } from "../../../server/api/contract.ts";
import { Blank } from "../../components/blank.tsx";
import { Notice } from "../../components/notice.tsx";
import { plural } from "../../format.ts";
import { erpName, erpOf } from "../erp.ts";
import { PageLink } from "../page-link.tsx";

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

/** What will appear, what makes it appear, and what is in its way. */
export function EmptyTab({ tab, installation }: { tab: ActivityTab; installation: Installation }) {
  const { projects, connection, webhooks, settings } = installation;
  const erp = erpName(installation);
  const chosen = projects.filter((project) => project.isChosen).length;

  return (
    <>
      <Blank title={words[tab].title}>
        <p>{words[tab].text(erp)}</p>
        <p>
          Crosstie watches {plural(chosen, "project")}; automatic sync is{" "}
          {settings.automaticSync ? "on" : "off"}. <PageLink page="settings">See Settings</PageLink>
        </p>
      </Blank>
      {!webhooks.ok && (
        <Notice tone="warning">Procore does not report changes: {webhooks.message}</Notice>
      )}
      {connection?.status !== "working" && (
        <Notice tone="warning">
          {erpOf(installation)?.name ?? "The ERP"} is not connected
          {connection ? `: ${connection.summary}` : "."}
        </Notice>
      )}
    </>
  );
}
