import type { Page } from "playwright-core";
import { privateKey } from "./key.ts";

/** Does all that comes before a step, as a person would. */
export async function walkToStep(
  page: Page,
  step: "Connect NetSuite" | "What to sync" | "Finish",
): Promise<void> {
  await page.getByRole("checkbox", { name: "24-011 · Harbor Tower" }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Connect NetSuite" }).waitFor();
  if (step === "Connect NetSuite") return;
  await page.getByLabel("Account ID").fill("7654321_SB1");
  await page.getByLabel("Client ID").fill("f3c0a6d1e9");
  await page.getByLabel("Certificate ID").fill("cYQ1rM0tq2");
  await page.getByRole("textbox", { name: "Private key" }).fill(privateKey);
  await page.getByRole("button", { name: "Test connection" }).click();
  await page.getByText("NetSuite accepts these credentials").waitFor();
  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.getByRole("heading", { name: "What to sync" }).waitFor();
  if (step === "What to sync") return;
  await page.getByRole("button", { name: "Default subsidiary" }).click();
  await page.getByRole("option", { name: "Northgate Builders Inc." }).click();
  await page.getByRole("option").first().waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Finish" }).waitFor();
}
