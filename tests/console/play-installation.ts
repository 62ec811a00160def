import {
  CompanyChoice,
  ConnectionTest,
  CostType,
  EnteredConnection,
  HeldBack,
  Installation,
  SettingsSave,
} from "../../server/api/contract.ts";
import { type Answer, refusal } from "./answer.ts";
import { withChanges } from "./play-settings.ts";
import type { Played } from "./played.ts";

export function answerInstallation(played: Played, call: string, body: unknown): Answer {
  switch (call) {
    case "GET /companies":
      return { status: 200, body: CompanyChoice.array().parse(played.companies) };
    case "GET /installation":
      return { status: 200, body: Installation.parse(played.installation) };
    case "POST /installation":
      return become(played, { status: "setting_up" });
    case "PUT /installation/projects":
      return become(played, {
        step: later(played, "connection"),
        projects: choose(played, body as { projectIds: string[] }),
      });
    case "POST /connection/test":
      return { status: 200, body: ConnectionTest.parse(played.test) };
    case "PUT /connection":
      return connect(played, body);
    case "GET /cost-types":
      return { status: 200, body: CostType.array().parse(played.costTypes) };
    case "GET /settings/held-back":
      return { status: 200, body: HeldBack.array().parse(played.heldBack) };
    case "PUT /settings":
      return saveSettings(played, SettingsSave.parse(body));
    case "POST /installation/finish":
      if (played.installation.choicesMark !== (body as { choicesMark: string }).choicesMark) {
        return refusal(409, "conflict", "The set-up was changed in another tab.");
      }
      return become(played, {
        step: "done",
        status: "active",
        webhooks: { ok: true, message: "Procore reports changes of 2 projects.", renewal: null },
      });
    case "POST /installation/webhook-secret":
      return become(played, {
        webhooks: {
          ...played.installation.webhooks,
          renewal: {
            at: "2026-03-20T15:10:00Z",
            by: "Dana Whitfield",
            state: "spreading",
            earlierUntil: null,
          },
        },
      });
    case "POST /payments/sync":
      return { status: 202, body: {} };
    case "GET /export":
      return { status: 200, body: { rows: 0 } };
    case "POST /installation/erase":
      return become(played, {
        status: "uninstalled",
        erasure: { requestedAt: "2026-03-20T15:12:00Z", by: "Dana Whitfield", doneAt: null },
      });
    case "DELETE /installation":
      played.installation.status = "uninstalled";
      return { status: 204 };
    default:
      return refusal(404, "not_found", `Nothing answers ${call}.`);
  }
}

function saveSettings(played: Played, save: SettingsSave): Answer {
  const { shown: _shown, choicesMark, projects = {}, ...changes } = save;
  if (choicesMark !== undefined && choicesMark !== played.installation.choicesMark) {
    return refusal(409, "conflict", "Something else would be sent than you were shown.");
  }
  return become(played, {
    step: later(played, "finish"),
    settings: withChanges(played.installation.settings, changes),
    projects: played.installation.projects.map((project) => ({
      ...project,
      isChosen: projects[project.id] ?? project.isChosen,
    })),
  });
}

function connect(played: Played, body: unknown): Answer {
  const { system, credentials } = EnteredConnection.parse(body);
  if (!played.test.ok) return refusal(400, "connection_refused", played.test.message);
  const described = played.installation.systems.find(({ id }) => id === system);
  const secrets = described?.credentials.fields.filter(({ isSecret }) => isSecret) ?? [];
  const shown = Object.entries(credentials).filter(([id]) => !secrets.some((one) => one.id === id));
  const connection = {
    system,
    account: credentials.accountId ?? "",
    hasCredentials: true,
    shown: Object.fromEntries(shown),
    status: "working" as const,
    summary: played.test.message,
    checkedAt: "2026-03-20T15:00:00Z",
    choices: played.test.choices,
    unset: played.test.unset,
    missing: played.test.missing,
  };
  return become(played, { step: later(played, "resources"), connection });
}

function choose(
  { installation }: Played,
  { projectIds }: { projectIds: string[] },
): Installation["projects"] {
  return installation.projects.map((project) => ({
    ...project,
    isChosen: projectIds.includes(project.id),
  }));
}

/** A step that is done stays done when an earlier one is changed. */
function later({ installation }: Played, step: Installation["step"]): Installation["step"] {
  const order: Installation["step"][] = ["projects", "connection", "resources", "finish", "done"];
  return order.indexOf(installation.step) > order.indexOf(step) ? installation.step : step;
}

function become(played: Played, changes: Partial<Installation>): Answer {
  played.installation = Installation.parse({ ...played.installation, ...changes });
  return { status: 200, body: played.installation };
}
