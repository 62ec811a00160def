import { setTimeout as wait } from "node:timers/promises";
import { type RequestHandler, Router } from "express";
import type { Knex } from "knex";
import { inCompany } from "../database/scope.ts";
import { findCompany } from "../store/companies.ts";
import type { Seal } from "../store/seal.ts";
import type { WhyNotPaid } from "./contract.ts";
import { openLink, SHARED_PATH } from "./shared-link.ts";
import { invoicePage, noInvoicePage } from "./shared-page.ts";
import { tellInvoice } from "./tell-invoice.ts";

/** Every wrong address takes this long, whatever is wrong with it: time tells nothing. */
const WRONG_AFTER_MS = 250;

interface SharedParts {
  db: Knex;
  seal: Seal;
  limit: RequestHandler;
}

/** One invoice's standing, for whoever was given its address. No sign-in, no script, no other page. */
export function sharedInvoice({ db, seal, limit }: SharedParts): Router {
  return Router().get(SHARED_PATH, limit, async (request, response) => {
    const begun = performance.now();
    const told = await lookUp({ db, seal }, request.query.key);
    response.set("cache-control", "no-store").type("html");
    if (told) {
      response.send(invoicePage(told));
      return;
    }
    await wait(Math.max(0, WRONG_AFTER_MS - (performance.now() - begun)));
    response.status(404).send(noInvoicePage());
  });
}

async function lookUp(
  { db, seal }: Pick<SharedParts, "db" | "seal">,
  key: unknown,
): Promise<WhyNotPaid | undefined> {
  const link = openLink(seal, key);
  if (!link) return undefined;
  const { companyId, recordId, madeAt } = link;
  return inCompany(
    db,
    companyId,
    async (scope) => {
      const company = await findCompany(scope, companyId);
      const isOpen = company?.status === "active" && madeAt > company.sharedSince;
      return isOpen ? tellInvoice(scope, { companyId, recordId }) : undefined;
    },
    { isolationLevel: "repeatable read", readOnly: true },
  );
}
