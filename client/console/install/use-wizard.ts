import { useEffect, useRef } from "react";
import type { Installation } from "../../../server/api/contract.ts";
import { beginInstallation, useSetUp } from "../../api/installation.ts";
import { go, useAddress } from "../address.ts";
import { isGone } from "../company-data/what-is-left.tsx";
import { type Step, shownStep, stepAfter, stepBefore } from "./steps.ts";

/** Which screen the set-up shows. */
export type Screen =
  | { is: "waiting" }
  | { is: "failed"; error: unknown; retry(): void; isRetrying: boolean }
  | { is: "not_installed" | "done"; installation: Installation }
  | { is: "not_admin"; installation: Installation }
  | { is: "uninstalled"; installation: Installation; begin(): Promise<void> }
  | { is: "steps"; installation: Installation; reached: Step; accept: Accept };

type Accept = (installation: Installation) => void;

export function useWizard(companyId: string): Screen {
  const { data: installation, error, mutate, isValidating } = useSetUp(companyId);
  if (!installation) {
    if (!error) return { is: "waiting" };
    return { is: "failed", error, retry: () => void mutate(), isRetrying: isValidating };
  }
  const { may, status, step } = installation;
  if (!may.setUp) {
    return { is: status === "not_installed" ? "not_installed" : "not_admin", installation };
  }
  if (isGone(installation)) {
    const begin = async () =>
      void (await mutate(beginInstallation(companyId), { revalidate: false }));
    return { is: "uninstalled", installation, begin };
  }
  if (step === "done") return { is: "done", installation };
  const accept: Accept = (next) => void mutate(next, { revalidate: false });
  return { is: "steps", installation, reached: step, accept };
}

/** Where in the steps the reader is, and how they move. */
export function useSteps(reached: Step, accept: Accept) {
  const step = shownStep(useAddress().step, reached);
  const before = stepBefore(step);

  function goOn(next: Installation) {
    accept(next);
    const following = stepAfter(step);
    go({ step: following === next.step ? null : following });
  }

  return { step, goOn, goBack: before && (() => go({ step: before })) };
}

/**
 * Who uses a keyboard or a screen reader starts each step at its top; the first page keeps the
 * browser's own focus.
 */
export function useFocusOnChange(step: Step) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);

  useEffect(() => {
    if (shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);

  return heading;
}
