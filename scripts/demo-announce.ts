import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Credentials } from "../tests/sandbox/netsuite/netsuite.ts";
import type { ProcoreState } from "../tests/sandbox/procore/state.ts";

interface Demo {
  json: boolean;
  /** The logins are kept there too, for when they have scrolled away. */
  folder: string;
  app: string;
  /** As the app's login, which policies bind, and as the owner, who sees all. */
  databaseUrl: string;
  databaseMigrationUrl: string;
  keyFile: string;
  procore: { url: string; clientId: string; clientSecret: string; state: ProcoreState };
  netsuite: { url: string; credentials: Credentials };
}

interface Login {
  login: string;
  password: string;
  companyId: string;
  role: string;
}

/** stdout carries one line; all else is for people, on stderr. */
export async function announce(demo: Demo): Promise<void> {
  const users = logins(demo.procore.state);
  const file = join(demo.folder, "logins.txt");
  const said = greeting(demo, users);
  await writeFile(file, said, { mode: 0o600 });
  console.error(
    `${said}\n  All this stands in ${file}\n  Ctrl-C ends all of it; npm run demo -- --keep goes on where it ended, without it a demo begins anew.\n`,
  );
  console.log(demo.json ? JSON.stringify(facts(demo, users)) : `ready ${demo.procore.url}`);
}

function facts(demo: Demo, users: Login[]): object {
  const { app, databaseUrl, databaseMigrationUrl, procore, netsuite } = demo;
  return {
    ready: true,
    procore: procore.url,
    app,
    netsuite: netsuite.url,
    databaseUrl,
    databaseMigrationUrl,
    credentials: {
      procore: {
        clientId: procore.clientId,
        clientSecret: procore.clientSecret,
        companies: [...procore.state.companies.values()].map(({ id }) => ({ id })),
        users,
      },
      netsuite: netsuite.credentials,
    },
  };
}

function logins(state: ProcoreState): Login[] {
  return [...state.users.values()]
    .filter(({ isService }) => !isService)
    .flatMap(({ login, password, jobTitle, memberships }) =>
      memberships.map(({ companyId, isCompanyAdmin }) => ({
        login,
        password,
        companyId,
        role: isCompanyAdmin ? "Company Admin" : jobTitle,
      })),
    );
}

function greeting({ app, procore, netsuite, keyFile }: Demo, users: Login[]): string {
  const { accountId, clientId, certificateId } = netsuite.credentials;
  const people = users.map(
    ({ login, password, companyId, role }) =>
      `    ${login.padEnd(28)} ${password.padEnd(22)} ${role}, ${procore.state.companies.get(companyId)?.name ?? companyId}`,
  );
  return [
    "",
    `  Procore   ${procore.url}   start here: sign in, then install Crosstie from its marketplace page`,
    ...people,
    `  NetSuite  ${netsuite.url}   what the set-up wizard asks for:`,
    `    Account ID      ${accountId}`,
    `    Client ID       ${clientId}`,
    `    Certificate ID  ${certificateId}`,
    `    Private key     ${keyFile}`,
    `    Account URL     ${netsuite.url}   (needed here: this account is not at Oracle)`,
    `  Crosstie  ${app}`,
  ].join("\n");
}
