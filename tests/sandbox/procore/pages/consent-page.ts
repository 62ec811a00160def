import type { User } from "../records.ts";
import { html } from "./html.ts";
import { appIcon } from "./icons.ts";
import { gate } from "./layout.ts";
import { showPage } from "./show-page.ts";

/**
 * Asks the person once whether the app may act for them. `query` is the authorize request's own.
 */
export function consentPage({
  appName,
  user,
  csrf,
  query,
}: {
  appName: string;
  user: User;
  csrf: string;
  query: string;
}): Response {
  return showPage(
    gate(
      "Authorize",
      html`<section class="card">
    <div class="row" style="gap:16px;flex-wrap:nowrap"><span class="app-art" style="width:52px;height:52px">${appIcon()}</span><h1 style="font-size:20px;line-height:26px">Allow ${appName} to access your account?</h1></div>
    <p>${appName} will be able to read and change Procore records on behalf of
      <strong>${user.firstName} ${user.lastName}</strong> (${user.login}), within that person's permissions.</p>
    <form method="post" action="/oauth/authorize" class="actions">
      <input type="hidden" name="csrf" value="${csrf}">
      <input type="hidden" name="query" value="${query}">
      <button name="decision" value="deny" class="button secondary">Deny</button>
      <button name="decision" value="allow" class="button primary">Allow</button>
    </form>
  </section>`,
    ),
  );
}
