import { html } from "./html.ts";
import { gate } from "./layout.ts";
import { showPage } from "./show-page.ts";

/** Procore's sign-in form. `returnTo` is a path of this host. */
export function loginPage({
  returnTo,
  login = "",
  message,
}: {
  returnTo: string;
  login?: string;
  message?: string;
}): Response {
  const page = gate(
    "Log In",
    html`<div class="stack">
    <section class="card">
      <h1>Log in to your account</h1>
      ${message && html`<p class="notice bad" role="alert">${message}</p>`}
      <form method="post" action="/login" class="stack">
        <input type="hidden" name="return_to" value="${returnTo}">
        <label class="field"><span>Email</span><input name="login" type="email" autocomplete="username" required autofocus value="${login}"></label>
        <label class="field"><span>Password</span><input name="password" type="password" autocomplete="current-password" required></label>
        <button class="button primary" style="width:100%">Log In</button>
      </form>
    </section>
    <section class="demo-people small" data-people="/login/people" aria-labelledby="demo" hidden>
      <h2 id="demo" class="small">Demo logins (all people are made up)</h2>
      <ul></ul>
    </section>
  </div>`,
  );
  return showPage(page, message ? 401 : 200);
}
