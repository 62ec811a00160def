import type { BrowserContext } from "playwright-core";

interface Complaint {
  text: string;
  url: string;
}

/** What the browser complains of, as it comes: a screen that works gives no cause. */
export function complaintsOf(context: BrowserContext): Complaint[] {
  const complaints: Complaint[] = [];
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    complaints.push({ text: message.text(), url: message.location().url });
  });
  context.on("weberror", (error) => {
    complaints.push({ text: String(error.error()), url: error.page()?.url() ?? "" });
  });
  return complaints;
}
