import { I18nProvider } from "@procore/core-react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { SessionScope } from "../api/session-scope.tsx";
import { resumeSession, followOtherTabs } from "../api/session.ts";
import { isReturning } from "../bridge/sign-in-by-redirect.ts";
import { Announcer } from "../components/announcer.tsx";
import { ErrorBoundary } from "../components/error-boundary.tsx";
import { GlobalStyle } from "../components/global-style.tsx";
import { App } from "./app.tsx";

const root = document.querySelector("#root");
if (!root) throw new Error("The page has no element with the id root.");

void resumeSession({ isReturning: isReturning() });
followOtherTabs();

// In the frame in which the script has come: nothing blank is painted after the page's skeleton.
flushSync(() =>
  createRoot(root).render(
    <I18nProvider locale="en">
      <GlobalStyle />
      <ErrorBoundary>
        <Announcer>
          <SessionScope>
            <App />
          </SessionScope>
        </Announcer>
      </ErrorBoundary>
    </I18nProvider>,
  ),
);
