import type { NotInErp } from "../../server/api/contract.ts";

export const WHOSE_MOVE: Record<NotInErp["whoseMove"], string> = {
  project: "The project team’s move.",
  accounting: "Accounting’s move.",
  admin: "A company administrator’s move.",
  crosstie: "It goes on by itself.",
  sender: "The move of whoever may push to accounting.",
};
