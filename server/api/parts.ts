import type { Request, Response } from "express";
import type { Knex } from "knex";
import type { Jobs } from "../jobs/jobs.ts";
import type { Place } from "../kinds/kind.ts";
import type { ProcoreClient } from "../procore/client.ts";
import type { Permissions } from "../procore/permissions.ts";
import type { Connection } from "../store/connections.ts";
import type { SyncRecord } from "../store/records.ts";
import type { EnteredConnection, Preview } from "./contract.ts";

export interface User {
  userId: string;
  login: string;
  name: string;
}

/**
 * What `sync` and `install` do when a person asks; handed in because this room may not reach up to
 * them.
 */
export interface Actions {
  /** Takes a record as it stands in Procore, without an activity, when we do not know it yet. */
  recordBaseline(place: Place): Promise<SyncRecord | undefined>;
  /**
   * The next four reject with ConflictError, saying why, when the record may not go yet or is up to
   * date.
   */
  pushCommitment(commitment: SyncRecord, by: string): Promise<void>;
  pushRecord(record: SyncRecord, by: string): Promise<void>;
  /** Creates the vendor that a record lacks, whatever the candidates `declined` may be. */
  createVendor(record: SyncRecord, choice: { declined: string[]; by: string }): Promise<void>;
  /** Takes one of the candidates for it. */
  linkVendor(record: SyncRecord, choice: { id: string; by: string }): Promise<void>;
  preview(commitment: SyncRecord): Promise<Preview>;
  testConnection(companyId: string, entered: EnteredConnection): Promise<TestOutcome>;
  /** Rejects with BadRequestError, in the ERP's words, when the credentials do not work. */
  connect(companyId: string, entered: EnteredConnection): Promise<void>;
  /** Settings, credentials or projects are others now: whatever may go now, goes. */
  resume(connection: Connection): Promise<void>;
  /** Begins set-up, or brings the list of projects up to date from Procore. */
  beginInstallation(companyId: string, user: User): Promise<void>;
  /** Rejects with ConflictError when the company is not being set up. */
  finishInstallation(companyId: string): Promise<void>;
  /** What the company has at Procore goes by and by. */
  uninstall(companyId: string): Promise<void>;
}

export type TestOutcome =
  | {
      isWorking: true;
      check: { summary: string; choices: Connection["choices"] };
      unset: string[];
    }
  | { isWorking: false; isReached: boolean; message: string };

export interface LiveScope {
  companyId: string;
  projectId?: string | undefined;
  /** `commitment:<id>`. */
  parent?: string | undefined;
}

export interface ApiParts {
  db: Knex;
  jobs: Jobs;
  procore: ProcoreClient;
  /** Who asks: http's session has checked the token before these routes run. */
  userOf(req: Request): User;
  /**
   * What Procore lets this person do; asked with the person's own token, remembered for a minute.
   */
  permissionsOf(user: User, place: { companyId: string; projectId?: string }): Promise<Permissions>;
  /**
   * Turns the response into a stream of what changes in this scope, until `check` rejects with a
   * refusal or the session ends.
   */
  openLive(response: Response, scope: LiveScope, check: () => Promise<unknown>): void;
  actions: Actions;
}
