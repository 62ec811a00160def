import { Router } from "express";
import { z } from "zod";
import { acrossCompanies } from "../database/scope.ts";
import { statusesOf } from "../store/across-companies.ts";
import { CompanyChoice } from "./contract.ts";
import type { ApiParts } from "./parts.ts";

export function companies({ db, companiesOf, userOf }: ApiParts): Router {
  return Router().get("/", async (req, res) => {
    const theirs = (await companiesOf(userOf(req))).filter(({ isActive }) => isActive);
    const ids = theirs.map(({ id }) => id);
    const statuses = await acrossCompanies(db, (scope) => statusesOf(scope, ids));
    const choices = theirs.map(({ id, name }): CompanyChoice => ({
      id,
      name,
      status: statuses.get(id) ?? "not_installed",
    }));
    res.json(z.array(CompanyChoice).parse(choices));
  });
}
