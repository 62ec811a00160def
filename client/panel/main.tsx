import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { SessionScope } from "../api/session-scope.tsx";
import { resumeSession, followOtherTabs } from "../api/session.ts";
import { Announcer } from "../components/announcer.tsx";
import { ErrorBoundary } from "../components/error-boundary.tsx";
import { GlobalStyle } from "../components/global-style.tsx";
import { Panel } from "./panel.tsx";

void resumeSession();
followOtherTabs();

const root = createRoot(document.getElementById("root")!);
// In the frame in which the script has come: nothing blank is painted after the page's skeleton.
flushSync(() =>
  root.render(
    <>
      <GlobalStyle />
      <ErrorBoundary>
        <Announcer>
          <SessionScope>
            <Panel />
          </SessionScope>
        </Announcer>
      </ErrorBoundary>
    </>,
  ),
);
