import type { Page } from "playwright-core";
import type { SettingsSave } from "../../server/api/contract.ts";
import type { Played } from "./played.ts";
import { consolePath } from "./stage.ts";

/** Of a section of Settings. */
export const settingsPath = (section: string): string =>
  `${consolePath}&page=settings&section=${section}`;

export async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save Settings" }).click();
  await page.getByText("Settings saved").waitFor();
}

/** What was saved last, without what was shown before. */
export function savedIn({ bodies }: Played): Omit<SettingsSave, "shown" | "choicesMark"> {
  const {
    shown: _shown,
    choicesMark: _mark,
    ...changes
  } = bodies.get("PUT /settings") as SettingsSave;
  return changes;
}
