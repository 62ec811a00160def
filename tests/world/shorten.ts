import { production } from "../../server/durations.ts";
import { short } from "./durations.ts";

// Loaded before server/main.ts, whose process has the durations of the world that started it.
Object.assign(production, short);
