import { production } from "../../server/durations.ts";
import { short } from "../world/durations.ts";

// Loaded before server/main.ts. A job that has given up comes again while we still look.
Object.assign(production, short, { tryAnewMs: 5_000 });
