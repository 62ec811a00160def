import { z } from "zod";
import { systemsFor } from "../connectors/index.ts";
import { activityOperations } from "./activity-operations.ts";
import { auditOperations } from "./audit-operations.ts";
import { batchOperations } from "./batch-operations.ts";
import {
  CommitmentView,
  CompanyChoice,
  ConnectionTest,
  CostType,
  HeldBack,
  Installation,
  LiveEvent,
  OpenSession,
  Preview,
  Session,
  WhoIsIn,
} from "./contract.ts";
import type { Operation } from "./operation.ts";
import { panelOperations } from "./panel-operations.ts";
import { problemOperations } from "./problem-operations.ts";
import { reconcileOperations } from "./reconcile-operations.ts";
import { recordOperations } from "./record-operations.ts";
import {
  enteredConnection,
  ErasureRequest,
  Finish,
  LiveQuery,
  NewVendor,
  ProjectChoice,
  settingsSave,
  ChosenLink,
} from "./requests.ts";

export interface OtherSchemas {
  sessionRequest: z.ZodType;
}

const commitment = "/companies/{companyId}/projects/{projectId}/commitments/{commitmentId}";
const company = "/companies/{companyId}";

const signIn =
  "Trades the one-time code of a sign-in for a session. The code comes back in the fragment after GET /auth/procore?return=panel&challenge=C, where C is the base64url SHA-256 of the verifier that is sent here.";

/** What each door does, takes and gives. */
export const operations = ({ sessionRequest }: OtherSchemas): Record<string, Operation> => ({
  "POST /session": { does: signIn, takes: sessionRequest, gives: Session, isOpen: true },
  "GET /session": {
    does: "Who is signed in; 204 for a page of ours where nobody is.",
    gives: WhoIsIn,
  },
  "DELETE /session": { does: "Signs out.", status: 204 },
  "GET /sessions": {
    does: "The person's own sessions that go on, the last used first.",
    gives: z.array(OpenSession),
  },
  "DELETE /sessions": { does: "Ends all others of the person.", status: 204 },
  "DELETE /sessions/{sessionId}": { does: "Ends one of the person's own.", status: 204 },
  "GET /companies": { does: "The person's companies.", gives: z.array(CompanyChoice) },
  [`GET ${commitment}`]: {
    does: "One commitment with its money, invoices, payments and timeline.",
    gives: CommitmentView,
  },
  [`GET ${commitment}/preview`]: { does: "What the ERP would be sent now.", gives: Preview },
  [`POST ${commitment}/sync`]: {
    does: "Sends the commitment, and what of its invoices waits or failed.",
    status: 202,
  },
  [`POST ${commitment}/invoices/{invoiceId}/sync`]: {
    does: "Sends one invoice, one from before Crosstie too.",
    status: 202,
  },
  [`POST ${commitment}/invoices/{invoiceId}/link`]: {
    does: "Takes a candidate of the invoice's failure: for its bill, which somebody else has entered in the ERP, or for its vendor.",
    takes: ChosenLink,
    status: 202,
  },
  [`POST ${commitment}/vendor`]: {
    does: "Creates its missing vendor in the ERP, then goes on.",
    takes: NewVendor,
    status: 202,
  },
  [`POST ${commitment}/vendor/link`]: {
    does: "Takes a candidate of the failure for its vendor, then goes on with all that waits for it.",
    takes: ChosenLink,
    status: 202,
  },
  [`POST ${commitment}/payments/sync`]: { does: "Reads now what was paid.", status: 202 },
  ...activityOperations,
  [`POST ${company}/payments/sync`]: {
    does: "Reads now what was paid, for all projects.",
    status: 202,
  },
  [`GET ${company}/installation`]: { does: "Where the company stands.", gives: Installation },
  [`POST ${company}/installation`]: {
    does: "Begins set-up, or goes on with it: reads the company's projects anew from Procore. One that was uninstalled is set up again.",
    gives: Installation,
  },
  [`PUT ${company}/installation/projects`]: {
    does: "Chooses projects.",
    takes: ProjectChoice,
    gives: Installation,
  },
  [`POST ${company}/installation/finish`]: {
    does: "Ends set-up: from now on changes are watched.",
    takes: Finish,
    gives: Installation,
  },
  [`POST ${company}/installation/webhook-secret`]: {
    does: "Renews the webhook secret. The one before counts until Procore sends it no longer.",
    gives: Installation,
  },
  [`DELETE ${company}/installation`]: { does: "Uninstalls.", status: 204 },
  [`POST ${company}/installation/erase`]: {
    does: "Uninstalls, and has every row of the company deleted. `companyName` is typed by a person, as a second step.",
    takes: ErasureRequest,
    gives: Installation,
  },
  [`GET ${company}/export`]: {
    does: "All rows of the company but its secrets, one as JSON on each line. The last line is the count: a file without it is not whole.",
    files: ["application/x-ndjson"],
  },
  [`POST ${company}/connection/test`]: {
    does: "Signs in to the ERP with what was typed in.",
    takes: enteredConnection(),
    gives: ConnectionTest,
  },
  [`PUT ${company}/connection`]: {
    does: "Saves credentials that work.",
    takes: enteredConnection(),
    gives: Installation,
  },
  [`PUT ${company}/settings`]: {
    does: "Saves the settings and projects named, all or nothing; they apply at once. `own` are those of the connected system.",
    takes: z.union(systemsFor("erp").map(settingsSave)),
    gives: Installation,
  },
  [`GET ${company}/settings/held-back`]: {
    does: "Counts and sums of the records that wait for a choice in Settings: those that wait for automatic sync go once it is turned on.",
    gives: z.array(HeldBack),
  },
  [`GET ${company}/cost-types`]: {
    does: "The company's cost types, as Procore lists them now.",
    gives: z.array(CostType),
  },
  ...batchOperations,
  ...problemOperations,
  ...auditOperations,
  ...panelOperations,
  ...recordOperations,
  ...reconcileOperations,
  [`GET ${company}/sessions`]: {
    does: "Sessions that have opened the company and go on, the last used first: for its admins.",
    gives: z.array(OpenSession),
  },
  [`DELETE ${company}/sessions/{sessionId}`]: {
    does: "Ends one of them, wholly: its person is signed out of every company.",
    status: 204,
  },
  [`GET ${company}/live`]: {
    does: "Server-sent events named `changed`; the data of each is one of these, as JSON.",
    asks: LiveQuery,
    streams: LiveEvent,
  },
});
