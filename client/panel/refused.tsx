import { RefusalError, titleOfRemote } from "../api/refusal-error.ts";
import { ActionButton, ActionLink } from "../components/action-button.tsx";
import { Blank } from "../components/blank.tsx";

interface RefusedProps {
  error: unknown;
  companyId: string;
  /** "This commitment". */
  what?: string;
  isTrying: boolean;
  tryAgain(): void;
}

/**
 * Nothing can be shown: why, whose move it is, and the one sensible next step. The sentence itself
 * is the server's.
 */
export function Refused({
  error,
  companyId,
  what = "This commitment",
  isTrying,
  tryAgain,
}: RefusedProps) {
  const message =
    error instanceof RefusalError
      ? error.message
      : "Crosstie sent something that this page cannot read. It may have been updated: load the page again.";
  const isSetUpMissing = error instanceof RefusalError && NOT_SET_UP.includes(error.code);
  const setUp = (
    <ActionLink
      role="link"
      href={`/install?company_id=${companyId}`}
      target="_blank"
      rel="noopener noreferrer"
    >
      Set up Crosstie
    </ActionLink>
  );
  const again = (
    <ActionButton variant="secondary" disabled={isTrying} onClick={tryAgain}>
      {isTrying ? "Trying…" : "Try again"}
    </ActionButton>
  );
  return (
    <main>
      <div role="alert">
        <Blank title={titleOf(error, what)} actions={isSetUpMissing ? setUp : again}>
          {message}
        </Blank>
      </div>
    </main>
  );
}

const NOT_SET_UP = ["not_installed", "not_set_up", "no_connection"];

function titleOf(error: unknown, what: string): string {
  if (!(error instanceof RefusalError)) return "This cannot be shown";
  if (NOT_SET_UP.includes(error.code)) return "Crosstie is not set up here yet";
  if (error.code === "rate_limited") return "Crosstie has to wait";
  if (error.status === 403) return "You may not see this";
  if (error.status === 404) return `${what} is not here`;
  if (error.status === 0) return "No connection";
  return titleOfRemote(error) ?? "This cannot be shown";
}
