import type { Request } from "express";
import { BadRequestError } from "../errors.ts";
import { procoreId } from "./contract.ts";
import type { CommitmentPlace } from "./see-commitment.ts";

export function idOf(req: Request, name: string): string {
  const read = procoreId.safeParse(req.params[name]);
  if (!read.success) {
    throw new BadRequestError(`The ${name.replace("Id", "")} in the address is not a Procore id.`);
  }
  return read.data;
}

export function commitmentPlace(req: Request): CommitmentPlace {
  return {
    companyId: idOf(req, "companyId"),
    projectId: idOf(req, "projectId"),
    procoreId: idOf(req, "commitmentId"),
  };
}
