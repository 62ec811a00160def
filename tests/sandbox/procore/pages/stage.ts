import { serveSystem, type ServedSystem } from "../../core/serve.ts";
import { procore } from "../procore.ts";
import type { Commitment, Company, Project } from "../records.ts";
import type { ProcoreState } from "../state.ts";

export interface Stage extends ServedSystem {
  state: ProcoreState;
  company: Company;
  project: Project;
  /** A draft subcontract of the project. */
  draft: Commitment;
}

/**
 * Procore over real HTTP, on a fresh seed. `appOrigin`: where panel and full-screen page come from.
 */
export async function openStage(appOrigin = "https://app.example.com"): Promise<Stage> {
  const system = procore({
    appClientId: "client",
    appClientSecret: "secret",
    redirectUris: [`${appOrigin}/auth/procore/callback`],
    appOrigin,
  });
  const served = await serveSystem(system);
  const state = system.live();
  const company = first([...state.companies.values()]);
  const project = first([...state.projects.values()]);
  const draft = first(
    [...state.commitments.values()].filter(
      ({ projectId, status }) => projectId === project.id && status === "Draft",
    ),
  );
  return { ...served, state, company, project, draft };
}

function first<Item>([item]: Item[]): Item {
  if (!item) throw new Error("the seed lacks what this test is about");
  return item;
}
