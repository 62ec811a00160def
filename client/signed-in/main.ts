import { initialize } from "@procore/procore-iframe-helpers";
import { signInFailure } from "../bridge/sign-in-failure.ts";

// The panel closes this window when it hears us. Closing it ourselves at once would look to the
// panel like a person giving up.
const CLOSE_AFTER_MS = 1_500;

const outcome = new URLSearchParams(window.location.hash.slice(1));
const code = outcome.get("code");
const reason = signInFailure(outcome.get("error"));
window.history.replaceState(null, "", window.location.pathname);

if (window.opener === null) {
  if (code) {
    say(
      "You can close this window",
      "You are signed in to Procore. Go back to Crosstie and sign in from there.",
    );
  } else fail();
} else if (code) {
  say("Signed in", "This window closes by itself.");
  initialize().authentication.notifySuccess({ code });
  setTimeout(() => window.close(), CLOSE_AFTER_MS);
} else {
  fail();
  initialize().authentication.notifyFailure({ type: "refused", reason });
  setTimeout(() => window.close(), CLOSE_AFTER_MS);
}

// Only the window that asked could use a second outcome, and it has stopped listening.
function fail(): void {
  say("Procore did not sign you in", reason, "Close this window and sign in again from Crosstie.");
}

function say(title: string, ...texts: string[]): void {
  const heading = document.createElement("h1");
  heading.textContent = title;
  const paragraphs = texts.map((text) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    return paragraph;
  });
  document.querySelector("#root")?.replaceChildren(heading, ...paragraphs);
}
