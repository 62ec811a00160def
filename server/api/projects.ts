import { type Request, Router } from "express";
import { inCompany } from "../database/scope.ts";
import { NotFoundError, NotSetUpError } from "../errors.ts";
import { idIn } from "../kinds/kind.ts";
import { requisition } from "../kinds/requisition/kind.ts";
import { orUnseen } from "../procore/refusal.ts";
import { fetchRequisition } from "../procore/requisitions.ts";
import { connectionInUse } from "../store/connections-in-use.ts";
import { findRecord } from "../store/records.ts";
import { requirePermission } from "./access.ts";
import { InvoicePlace, ProjectView } from "./contract.ts";
import type { ApiParts, User } from "./parts.ts";
import { idOf } from "./places.ts";
import { projectView } from "./project-view.ts";
import { NOT_IN_USE } from "./see-commitment.ts";

interface Place {
  companyId: string;
  projectId: string;
}

/** For the panel on Procore's list of contracts and on an invoice. */
export function projects(parts: ApiParts): Router {
  const router = Router({ mergeParams: true });

  async function open(req: Request): Promise<Place> {
    const place = { companyId: idOf(req, "companyId"), projectId: idOf(req, "projectId") };
    requirePermission("seeCommitments", await parts.permissionsOf(parts.userOf(req), place));
    return place;
  }

  router.get("/commitments", async (req, res) => {
    const place = await open(req);
    await connectionOf(parts, place);
    res.json(ProjectView.parse(await projectView(parts, parts.userOf(req), place)));
  });

  router.get("/invoices/:invoiceId", async (req, res) => {
    const place = await open(req);
    const procoreId = idOf(req, "invoiceId");
    const commitmentId =
      (await knownParent(parts, place, procoreId)) ??
      (await askedParent(parts, parts.userOf(req), { ...place, id: procoreId }));
    if (!commitmentId) {
      throw new NotFoundError(
        "Procore has no such invoice in this project, or keeps it private from you.",
      );
    }
    res.json(InvoicePlace.parse({ commitmentId }));
  });

  return router;
}

async function connectionOf({ db }: ApiParts, { companyId }: Place) {
  const found = await inCompany(db, companyId, (scope) => connectionInUse(scope, companyId));
  if (!found) throw new NotSetUpError(NOT_IN_USE);
  return found;
}

async function knownParent(
  parts: ApiParts,
  place: Place,
  procoreId: string,
): Promise<string | undefined> {
  const { connectionId } = await connectionOf(parts, place);
  const { companyId, projectId } = place;
  const record = await inCompany(parts.db, companyId, (scope) =>
    findRecord(scope, { companyId, connectionId, kind: requisition.name, procoreId }),
  );
  return record?.parent && record.projectId === projectId ? idIn(record.parent) : undefined;
}

/** Made a moment ago: Procore sends no webhook for invoices. */
async function askedParent(
  { procore }: ApiParts,
  { userId }: User,
  place: Place & { id: string },
): Promise<string | undefined> {
  const found = await orUnseen(fetchRequisition(procore, { ...place, as: { userId } }));
  return found?.commitmentId;
}
