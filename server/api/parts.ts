import type { Request, Response } from "express";
import type { Knex } from "knex";
import type { Actor } from "../audit/audit.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Place } from "../kinds/kind.ts";
import type { ProcoreClient } from "../procore/client.ts";
import type { ProcoreCompany } from "../procore/people.ts";
import type { Permissions } from "../procore/permissions.ts";
import type { Within } from "../store/activity-filter.ts";
import type { Connection } from "../store/connections.ts";
import type { SeenInProcore } from "../store/payments.ts";
import type { SyncRecord } from "../store/records.ts";
import type { Seal } from "../store/seal.ts";
import type { Comparison, ConnectionTest, EnteredConnection, Preview } from "./contract.ts";

export interface User {
  /** The one that this request comes by. */
  sessionId: string;
  userId: string;
  login: string;
  name: string;
}

/** Handed in, because `api` may not import `sync` and `install`. */
export interface Actions {
  /** Reads a record that is new to us, without an activity. Undefined: the app cannot see it. */
  recordBaseline(place: Place): Promise<SyncRecord | undefined>;
  /** The next four reject with a ConflictError that says why not. */
  pushCommitment(commitment: SyncRecord, by: Actor): Promise<void>;
  pushRecord(
    record: SyncRecord,
    by: Actor,
    action?: "sync_requested" | "retry_requested",
  ): Promise<void>;
  /** All that fails for its cause and is within what they may see. Resolves with how many records. */
  retryProblem(of: {
    companyId: string;
    problemId: string;
    within: Within | undefined;
    by: Actor;
  }): Promise<number>;
  /** `declined`: ids of candidates that are not the vendor. */
  createVendor(record: SyncRecord, choice: { declined: string[]; by: Actor }): Promise<void>;
  /** `id`: of one of the failure's candidates. */
  link(record: SyncRecord, choice: { id: string; by: Actor }): Promise<void>;
  /** Reads both systems. ConflictError: there is nothing to compare it with. */
  compare(record: SyncRecord): Promise<Comparison>;
  /** Takes one side's values. ConflictError: it cannot be, or the values are others by now. */
  resolve(
    record: SyncRecord,
    choice: { take: "procore" | "erp"; mark: string; by: Actor },
  ): Promise<void>;
  preview(commitment: SyncRecord): Promise<Preview>;
  /** Writes those again that Procore was seen to show otherwise. */
  setRightPayments(commitment: SyncRecord, seen: SeenInProcore): Promise<void>;
  testConnection(companyId: string, entered: EnteredConnection): Promise<TestOutcome>;
  /** BadRequestError: they do not work. ConflictError: our records are in another account. */
  connect(companyId: string, entered: EnteredConnection, by: Actor): Promise<void>;
  /** After a change of settings, credentials or projects: sends what may go now. */
  resume(connection: Connection): Promise<void>;
  /** Begins set-up, or reads the list of projects again. */
  beginInstallation(companyId: string, user: User, by: Actor): Promise<void>;
  /** Rejects with ConflictError when the company is not being set up. */
  finishInstallation(companyId: string, by: Actor): Promise<void>;
  /** Rejects with ConflictError while the one before still counts. */
  renewWebhookSecret(companyId: string, by: Actor): Promise<void>;
  /** BadRequestError: the name is not the company's. A job deletes its rows. */
  requestErasure(companyId: string, companyName: string, by: Actor): Promise<void>;
  /** A job removes later what the company has at Procore. */
  uninstall(companyId: string, by: Actor): Promise<void>;
  /** In all windows of its browser. `inCompany`: by its admin. */
  endSession(
    session: { sessionId: string; userId: string },
    how: { by: Actor; inCompany?: string },
  ): Promise<void>;
}

export type TestOutcome =
  | {
      isWorking: true;
      check: { summary: string; choices: Connection["choices"] };
      unset: string[];
      missing: ConnectionTest["missing"];
    }
  | {
      isWorking: false;
      isReached: boolean;
      message: string;
      missing: ConnectionTest["missing"];
    };

export interface LiveScope {
  companyId: string;
  /** Undefined: all of it. */
  hears?: ((place: { projectId: string | null; parent: string | null }) => boolean) | undefined;
  projectId?: string | undefined;
  /** `commitment:<id>`. */
  parent?: string | undefined;
}

/** What of a company's activities a person sees. */
export interface Sight {
  /** Of the company. */
  permissions: Permissions;
  /** Undefined: all of it. */
  within: Within | undefined;
  /** The projects that `within` has something of, each with what the person may do there. */
  projects: ReadonlyMap<string, Permissions>;
}

/** Throws NotAllowedError for who sees nothing. */
export type SeeActivities = (user: User, companyId: string) => Promise<Sight>;

export interface ApiParts {
  db: Knex;
  seal: Pick<Seal, "seal">;
  /** Our own origin. */
  appUrl: string;
  jobs: Jobs;
  procore: ProcoreClient;
  /** Where people reach support. */
  supportUrl: string | null;
  /** Where Procore's own pages are. */
  procoreWeb: string;
  userOf(req: Request): User;
  /** For the audit log. */
  actorOf(req: Request): Actor;
  /** Of the person, who is in this company: the first time is their sign-in there. */
  companyOpened(req: Request, companyId: string): Promise<void>;
  /** Of the person, as Procore lists them; remembered for a minute. */
  companiesOf(user: User): Promise<ProcoreCompany[]>;
  /** Asked with the person's own token; to show something, remembered for a minute. */
  permissionsOf(
    user: User,
    place: { companyId: string; projectId?: string },
    how?: { isFresh: boolean },
  ): Promise<Permissions>;
  seeActivities: SeeActivities;
  /** Streams changes until `check` rejects with a refusal or the session ends. */
  openLive(response: Response, scope: LiveScope, check: () => Promise<unknown>): void;
  actions: Actions;
}
