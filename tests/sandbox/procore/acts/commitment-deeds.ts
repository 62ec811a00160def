import { z } from "zod";
import type { Fields } from "../rest/call.ts";
import type { ProcoreState } from "../state.ts";
import {
  createCommitment,
  deleteCommitment,
  findCommitment,
  setCommitmentStatus,
  updateCommitment,
} from "./commitments.ts";
import { attributes, deed, split, type Deed } from "./deed.ts";
import { setDetailLines } from "./detail-lines.ts";
import { hideLines } from "./hide-lines.ts";
import { addLine, deleteLine, setLineAmount, updateLine } from "./lines.ts";

const id = z.string();
const by = z.string().optional();
const decimal = z.union([z.string(), z.number()]).transform(String);
const fields = z.record(z.string(), z.unknown()).default({});

/** What people do with a commitment and its schedule of values. */
export const COMMITMENT_DEEDS: Record<string, Deed> = {
  create_commitment: deed(
    z.strictObject({
      projectId: id,
      kind: z.enum(["work_order_contract", "purchase_order_contract"]).optional(),
      fields,
      lines: z.array(z.record(z.string(), z.unknown())).optional(),
      by,
    }),
    (state, { fields: asked, ...rest }) =>
      createCommitment(state, {
        ...rest,
        fields: withCurrency(state, state.projects.get(rest.projectId)?.companyId, asked),
      }),
  ),
  update_commitment: deed(attributes, (state, given) => {
    const { fields: asked, ...rest } = split(given);
    return updateCommitment(state, {
      ...rest,
      fields: withCurrency(state, findCommitment(state, given.id).companyId, asked),
    });
  }),
  set_commitment_status: deed(z.strictObject({ id, status: z.string(), by }), setCommitmentStatus),
  approve_commitment: deed(z.strictObject({ id, by }), (state, given) =>
    setCommitmentStatus(state, { ...given, status: "Approved" }),
  ),
  delete_commitment: deed(z.strictObject({ id, by }), deleteCommitment),
  set_line_amount: deed(
    z.strictObject({ commitmentId: id, lineId: id, amount: decimal, by }),
    setLineAmount,
  ),
  update_line: deed(z.strictObject({ commitmentId: id, lineId: id, fields, by }), updateLine),
  add_line: deed(z.strictObject({ commitmentId: id, fields, by }), addLine),
  delete_line: deed(z.strictObject({ commitmentId: id, lineId: id, by }), deleteLine),
  hide_lines: deed(
    z.strictObject({
      commitmentId: id,
      hidden: z.union([z.boolean(), z.number().int().min(0), z.array(id)]),
    }),
    hideLines,
  ),
  set_detail_lines: deed(
    z.strictObject({
      commitmentId: id,
      lineId: id,
      details: z.array(z.record(z.string(), z.unknown())),
    }),
    setDetailLines,
  ),
};

/** A person who picks a `currency` is in a company that has several: its feature is on from then. */
function withCurrency(
  state: ProcoreState,
  companyId: string | undefined,
  { currency, ...rest }: Fields,
): Fields {
  const company = state.companies.get(companyId ?? "");
  if (currency === undefined || !company) return rest;
  company.isMulticurrency = true;
  return { ...rest, currency_iso_code: currency };
}
