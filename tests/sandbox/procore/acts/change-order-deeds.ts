import { z } from "zod";
import { createChangeOrder, deleteChangeOrder, setChangeOrderStatus } from "./change-orders.ts";
import { deed, type Deed } from "./deed.ts";

const id = z.string();
const by = z.string().optional();
/** As the screens write it or as the API does: "No Charge", `no_charge`. */
const status = z.string().transform((text) => text.toLowerCase().replaceAll(" ", "_"));

/** What people do with the change orders of a commitment. */
export const CHANGE_ORDER_DEEDS: Record<string, Deed> = {
  create_change_order: deed(
    z.strictObject({
      commitmentId: id,
      number: z.union([z.string(), z.number()]).optional(),
      title: z.string().optional(),
      status: status.optional(),
      fields: z.record(z.string(), z.unknown()).default({}),
      lines: z.array(z.record(z.string(), z.unknown())).optional(),
      by,
    }),
    (state, { commitmentId, lines, by: login, fields, ...head }) =>
      createChangeOrder(state, { commitmentId, lines, by: login, fields: { ...fields, ...head } }),
  ),
  set_change_order_status: deed(z.strictObject({ id, status, by }), setChangeOrderStatus),
  delete_change_order: deed(z.strictObject({ id, by }), deleteChangeOrder),
};
