import type { Session } from "../access.ts";
import type { Company, Project, User } from "../records.ts";

export interface Place {
  user: User;
  session: Session;
  /** The companies and projects the pickers offer. */
  companies: Company[];
  projects: Project[];
  company: Company;
  project?: Project;
  /** Name of the full-screen app the company installed. */
  openApp: string | undefined;
}
