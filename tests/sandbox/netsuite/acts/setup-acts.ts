import { BadAct } from "../../core/system.ts";
import { HIDEABLE } from "../options.ts";
import { isTable } from "../query/tables.ts";
import type { Player } from "./player.ts";
import type { SETUP_ARGUMENTS } from "./setup-schemas.ts";

/** What an administrator does under Setup. */
export const SETUP_ACTS: Record<keyof typeof SETUP_ARGUMENTS, Player> = {
  /**
   * The integration's role may see all but these: tables of SuiteQL, and kinds of transactions,
   * whose rows are left out. Only administrators have Deleted Records (`deletedrecord`) by default.
   */
  set_role: (action, { options, rebuild }) => {
    const hidden = action.hidden as string[];
    const kinds = HIDEABLE.filter((type) => hidden.some((name) => isSame(name, type)));
    const rest = hidden.filter((name) => !kinds.some((type) => isSame(name, type)));
    const unknown = rest.find((name) => !isTable(name.toLowerCase()));
    if (unknown !== undefined) throw new BadAct(`set_role knows no table ${unknown}`);
    options.hiddenFromRole = kinds;
    options.hiddenTables = rest.map((name) => name.toLowerCase());
    rebuild();
  },
};

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
