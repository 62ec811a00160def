import type { Installation } from "../../../server/api/contract.ts";
import { formatInstant, plural } from "../../format.ts";
import { erpName, erpOf } from "../erp.ts";
import { scheduleWords, typeWords } from "../set-up-forms/settings-words.ts";

/** How a section stands, in a word and in a sentence. */
export interface Standing {
  brief: string;
  text: string;
  /** Absent: nothing that could break. */
  isWell?: boolean;
}

export function standingOf(id: string, installation: Installation): Standing {
  return standings[id]?.(installation) ?? { brief: "", text: "" };
}

const standings: Record<string, (installation: Installation) => Standing> = {
  synchronization(installation) {
    const { settings } = installation;
    const types = typeWords(settings, erpOf(installation)).toLowerCase();
    return settings.automaticSync
      ? { brief: "Automatic", text: `Automatic sync is on for ${types}.` }
      : {
          brief: "By hand",
          text: `Automatic sync is off: changes wait until someone sends them to ${erpName(installation)}.`,
        };
  },
  schedule({ settings, payments }) {
    const schedule = scheduleWords[settings.paymentSchedule];
    const isOn = settings.resourceTypes.payment === true;
    const looked = payments.lookedAt && ` Last look ${formatInstant(payments.lookedAt)}.`;
    const isWell = payments.problems.length === 0;
    return {
      brief: isWell ? (isOn ? schedule : "Off") : "Incomplete",
      text: `${isOn ? `Payments: ${schedule.toLowerCase()}.` : "Payments are not synced."}${looked ?? ""}`,
      ...(!isWell && { isWell }),
    };
  },
  connection(installation) {
    const { connection, webhooks, unread } = installation;
    const erp = erpName(installation);
    const broken = [
      ...(connection?.status === "working"
        ? []
        : [connection ? `${erp} does not let Crosstie in.` : `${erp} is not connected.`]),
      ...(webhooks.ok ? [] : ["Procore does not report changes."]),
      ...(unread.length === 0 ? [] : ["Some of Procore cannot be read."]),
    ];
    if (broken.length > 0) {
      const isReached = connection?.status === "working" && webhooks.ok;
      const brief = isReached ? "Incomplete" : "Broken";
      return { brief, text: broken.join(" "), isWell: false };
    }
    return {
      brief: "Working",
      text: `${erp} account ${connection?.account}; Procore reports changes.`,
      isWell: true,
    };
  },
  mappings(installation) {
    const erp = erpName(installation);
    const unset = installation.connection?.unset ?? [];
    if (unset.length === 0) {
      const labels = erpOf(installation)?.settings.map(({ label }) => label) ?? [];
      const some = labels.slice(0, 2).join(", ").toLowerCase();
      return { brief: "", text: `Where records go in ${erp}: ${some} and what else it asks for.` };
    }
    return {
      brief: "Incomplete",
      text: `${erp} may refuse what is sent: ${plural(unset.length, "choice is", "choices are")} missing.`,
      isWell: false,
    };
  },
  projects({ projects }) {
    const chosen = projects.filter(({ isChosen }) => isChosen).length;
    return {
      brief: `${chosen} of ${projects.length}`,
      text: `Crosstie watches ${chosen} of ${plural(projects.length, "project")}.`,
    };
  },
  "audit-log": () => ({ brief: "", text: "Who changed what, when, and from where." }),
  "danger-zone": () => ({ brief: "", text: "" }),
};
