import { afterAll, afterEach, beforeAll } from "vitest";
import type { Jobs } from "../../../server/jobs/jobs.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { startJobs } from "./start-jobs.ts";

/** A database for the tests of a file; what a test starts is stopped, and its jobs are gone after it. */
export function useJobs(): { database: TestDatabase; jobsOf(): Promise<Jobs> } {
  const database = {} as TestDatabase;
  const started: Jobs[] = [];

  beforeAll(async () => {
    Object.assign(database, await testDatabase());
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((jobs) => jobs.stop()));
    await database.admin("pgboss.job").delete();
  });
  afterAll(() => database.drop());

  return {
    database,
    async jobsOf() {
      const jobs = await startJobs(database.connectionString);
      started.push(jobs);
      return jobs;
    },
  };
}
