import type { ActivityTab, Installation } from "../../../server/api/contract.ts";
import { Blank } from "../../components/blank.tsx";
import { Notice } from "../../components/notice.tsx";
import { plural } from "../../format.ts";
import { SettingsLink } from "../settings-link.tsx";

const words: Record<ActivityTab, { title: string; text: string }> = {
  pending: {
    title: "Nothing is waiting",
    text: "A commitment, subcontractor invoice or vendor that changes in Procore appears here until it is in NetSuite.",
  },
  failed: {
    title: "Nothing has failed",
    text: "What NetSuite refuses appears here, with its reason, whose move it is and a Retry button.",
  },
  completed: {
    title: "Nothing has synced yet",
    text: "What reached NetSuite appears here with its transaction ID, and stays as the audit trail.",
  },
};

/** What will appear, what makes it appear, and what is in its way. */
export function EmptyTab({ tab, installation }: { tab: ActivityTab; installation: Installation }) {
  const { projects, connection, webhooks, settings } = installation;
  const chosen = projects.filter((project) => project.isChosen).length;

  return (
    <>
      <Blank title={words[tab].title}>
        <p>{words[tab].text}</p>
        <p>
          Crosstie watches {plural(chosen, "project")}; automatic sync is{" "}
          {settings.automaticSync ? "on" : "off"}. <SettingsLink>See Settings</SettingsLink>
        </p>
      </Blank>
      {!webhooks.ok && (
        <Notice tone="warning">Procore does not report changes: {webhooks.message}</Notice>
      )}
      {connection?.status !== "working" && (
        <Notice tone="warning">
          NetSuite is not connected{connection ? `: ${connection.summary}` : "."}
        </Notice>
      )}
    </>
  );
}
