import { Component, type ReactNode } from "react";
import { ActionButton } from "./action-button.tsx";
import { Blank } from "./blank.tsx";

interface Props {
  children: ReactNode;
}

/**
 * The last net: a screen that broke says so, instead of turning white. A newer version of the app
 * on the server is the usual cause.
 */
export class ErrorBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <Blank
        title="This page broke"
        actions={
          <ActionButton onClick={() => window.location.reload()}>Load it again</ActionButton>
        }
      >
        Nothing was lost: what was sent is sent, and the records are as they were. Crosstie may have
        been updated meanwhile.
      </Blank>
    );
  }
}
