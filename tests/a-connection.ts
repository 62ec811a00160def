import type { NewConnection } from "../server/store/connections.ts";

/** An ERP's connection that nobody calls, for tests of what is kept beside it. */
export const aConnection: Omit<NewConnection, "companyId"> = {
  system: "netsuite",
  role: "erp",
  credentials: "sealed",
  shown: {},
  summary: "",
  choices: {},
};
