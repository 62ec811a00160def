import { Router } from "express";
import { z } from "zod";
import { listCompanies } from "../procore/people.ts";
import { companiesAmong } from "../store/companies.ts";
import { CompanyChoice } from "./contract.ts";
import type { ApiParts } from "./parts.ts";

/** `/companies`: the companies this person has in Procore, and where Crosstie stands in each. */
export function companies({ db, procore, userOf }: ApiParts): Router {
  return Router().get("/", async (req, res) => {
    const theirs = (await listCompanies(procore, { userId: userOf(req).userId })).filter(
      ({ isActive }) => isActive,
    );
    const known = await companiesAmong(
      db,
      theirs.map(({ id }) => id),
    );
    const choices = theirs.map(({ id, name }): CompanyChoice => ({
      id,
      name,
      status: known.find(({ companyId }) => companyId === id)?.status ?? "not_installed",
    }));
    res.json(z.array(CompanyChoice).parse(choices));
  });
}
