import { Router } from "express";
import { z } from "zod";
import { listCostTypes } from "../procore/cost-types.ts";
import { allow } from "./company-request.ts";
import { CostType } from "./contract.ts";
import type { ApiParts } from "./parts.ts";

export function costTypes(parts: ApiParts): Router {
  return Router({ mergeParams: true }).get("/", async (req, res) => {
    const { companyId, user } = await allow(parts, req, "changeSettings");
    const types = await listCostTypes(parts.procore, { companyId, as: { userId: user.userId } });
    const view = types.map(({ id, code = null, name }): CostType => ({ id, code, name }));
    res.json(z.array(CostType).parse(view));
  });
}
