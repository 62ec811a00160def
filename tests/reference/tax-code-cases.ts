import { wireId } from "../sandbox/procore/rest/wire.ts";
import type { Stage } from "../sandbox/procore/stage.ts";
import { ADMIN, inCompany, type Case } from "./case.ts";

const BASE = "/rest/v1.0/tax_codes";
const given = (stage: Stage) =>
  stage.act("create_tax_code", { companyId: stage.us.id, fields: { code: "WA", rate1: "8.9" } });

export const TAX_CODE_CASES: Case[] = [
  { key: `GET ${BASE}`, given, query: inCompany },
  {
    key: `POST ${BASE}`,
    query: inCompany,
    body: () => ({ tax_code: { code: "OR", rate1: 0 } }),
    as: ADMIN,
  },
  {
    key: `PATCH ${BASE}/sync`,
    given,
    body: ({ state, us }) => ({
      company_id: wireId(us.id),
      updates: [
        { id: wireId([...state.taxCodes.keys()][0] ?? ""), origin_id: "netsuite:tax:3" },
        { code: "CA", rate1: 7.25 },
        { id: 5, code: "Nowhere" },
      ],
    }),
    as: ADMIN,
  },
];
