import type { EnteredConnection, Installation, Settings } from "../../server/api/contract.ts";
import { findConnection } from "../../server/store/connections-in-use.ts";
import type { Commitment, Project } from "../sandbox/procore/records.ts";
import type { World } from "./open-world.ts";
import { type Caller, people, type PersonName, signIn } from "./sign-in.ts";

export interface Installed {
  admin: Caller;
  companyId: string;
  /** Of the ERP. */
  connectionId: string;
  projects: Project[];
  installation: Installation;
}

interface Outside {
  appUrl: string;
  procore: Pick<World["procore"], "url" | "system">;
  netsuite: Pick<World["netsuite"], "url" | "credentials">;
}

const firstSettings: Omit<Settings, "own"> = {
  automaticSync: false,
  resourceTypes: { commitment: true, requisition: true, payment: true },
  createVendors: true,
  paymentSchedule: "never",
};

export type SetUp = Omit<Installed, "connectionId">;

/**
 * Set up as this admin would, in the company they are admin of: installed in Procore, projects
 * chosen, the ERP connected (NetSuite, unless told otherwise), settings saved, finished.
 */
export async function install(
  world: Outside & { database: Pick<World["database"], "admin"> },
  settings: Partial<Settings> = {},
  person: PersonName = "admin",
  entered?: EnteredConnection,
): Promise<Installed> {
  const done = await setUp(world, settings, person, entered);
  const connection = await findConnection(world.database.admin, done.companyId);
  return { ...done, connectionId: connection?.connectionId ?? "" };
}

/** The same for whoever does not see the database. */
export async function setUp(
  { appUrl, procore, netsuite }: Outside,
  settings: Partial<Settings> = {},
  person: PersonName = "admin",
  entered: EnteredConnection = connectionTo(netsuite),
): Promise<SetUp> {
  const state = procore.system.live();
  const user = [...state.users.values()].find(({ login }) => login === people[person]);
  const company = state.companies.get(
    user?.memberships.find(({ isCompanyAdmin }) => isCompanyAdmin)?.companyId ?? "",
  );
  if (!company) throw new Error(`${person} is admin of no company`);
  const projects = [...state.projects.values()]
    .filter(({ companyId }) => companyId === company.id)
    .slice(0, 2);
  const projectIds = projects.map(({ id }) => id);
  await procore.system.act({ do: "install_app", companyId: company.id, projectIds });
  await procore.system.act({ do: "configure_app", companyId: company.id, projectIds });

  const admin = await signIn({ appUrl, procore }, person);
  const at = `/companies/${company.id}`;
  await must(admin.send("POST", `${at}/installation`));
  await must(admin.send("PUT", `${at}/installation/projects`, { projectIds }));
  const connected = await must(admin.send<Installation>("PUT", `${at}/connection`, entered));
  const own = firstChoices(connected);
  await must(admin.send("PUT", `${at}/settings`, { ...firstSettings, own, ...settings }));
  const installation = await must(admin.send<Installation>("POST", `${at}/installation/finish`));
  return { admin, companyId: company.id, projects, installation };
}

/** What a process has learned of the account is gone, as after a restart. */
export async function retestConnection(
  { netsuite }: Pick<World, "netsuite">,
  { admin, companyId }: Installed,
): Promise<void> {
  await must(admin.send("POST", `/companies/${companyId}/connection/test`, connectionTo(netsuite)));
}

/** What an admin types in to connect this NetSuite account. */
export function connectionTo(
  { credentials, url: baseUrl }: Pick<World["netsuite"], "credentials" | "url">,
  changes: Record<string, string> = {},
): EnteredConnection {
  const { accountId, clientId, certificateId, privateKey } = credentials;
  const typed = { accountId, clientId, certificateId, privateKey, baseUrl, ...changes };
  return { system: "netsuite", credentials: typed };
}

/** The first that the account offers for each setting that is needed. */
function firstChoices({ connection, systems }: Installation) {
  const { settings = [] } = systems.find(({ id }) => id === connection?.system) ?? {};
  const firsts = settings
    .filter(({ input, needed }) => input === "choice" && needed)
    .map(({ id }) => [id, connection?.choices[id]?.[0]?.id ?? null]);
  return Object.fromEntries(firsts) as Settings["own"];
}

/** What an admin changes in Settings later. */
export async function changeSettings(
  { admin, companyId, installation }: Installed,
  settings: Partial<Settings>,
): Promise<void> {
  await must(
    admin.send("PUT", `/companies/${companyId}/settings`, {
      ...installation.settings,
      ...settings,
    }),
  );
}

export async function must<Body>(answer: Promise<{ status: number; body: Body }>): Promise<Body> {
  const { status, body } = await answer;
  if (status >= 400) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}

/** A commitment of the seed that fits. */
export function pick(
  world: World,
  fits: (commitment: Commitment, vendor: string) => boolean,
): Commitment {
  const state = world.procore.system.live();
  const found = [...state.commitments.values()].find((commitment) =>
    fits(commitment, state.vendors.get(commitment.vendorId ?? "")?.name ?? ""),
  );
  if (!found) throw new Error("the seed has no such commitment");
  return found;
}
