import { sent } from "../../statements.ts";

/** Loaded ahead of the worker: it answers, whenever it is asked, how many statements it has sent. */
process.on("message", () => process.send?.({ ...sent }));
process.channel?.unref();
