import { useEffect, useRef } from "react";
import styled from "styled-components";

import type { Installation } from "../../../server/api/contract.ts";
import { beginInstallation, useSetUp } from "../../api/installation.ts";
import { Waiting } from "../../components/blank.tsx";
import { go, useAddress } from "../address.ts";
import { Failed } from "../states/failed.tsx";
import { ConnectionStep } from "./connection-step.tsx";
import { Done } from "./done.tsx";
import { FinishStep } from "./finish-step.tsx";
import { Progress } from "./progress.tsx";
import { ProjectsStep } from "./projects-step.tsx";
import { NotAdmin, NotInstalled } from "./refusals.tsx";
import { ResourcesStep } from "./resources-step.tsx";
import { SetUpAgain } from "./set-up-again.tsx";
import type { StepProps } from "./step-props.ts";
import { shownStep, stepAfter, stepBefore, stepWords } from "./steps.ts";
import type { Step } from "./steps.ts";

const screens: Record<Step, (props: StepProps) => JSX.Element> = {
  projects: ProjectsStep,
  connection: ConnectionStep,
  resources: ResourcesStep,
  finish: FinishStep,
};

export function Wizard({ companyId }: { companyId: string }) {
  const { data: installation, error, mutate, isValidating } = useSetUp(companyId);

  if (!installation) {
    return error ? (
      <Failed error={error} onRetry={() => void mutate()} isRetrying={isValidating} />
    ) : (
      <Waiting label="Reading where the set-up stands" />
    );
  }
  if (!installation.may.setUp && installation.status === "not_installed") {
    return <NotInstalled company={installation.company.name} />;
  }
  if (!installation.may.setUp) {
    return (
      <NotAdmin company={installation.company.name} isActive={installation.status === "active"} />
    );
  }
  if (installation.status === "uninstalled") {
    return (
      <SetUpAgain
        company={installation.company.name}
        onBegin={async () =>
          void (await mutate(beginInstallation(companyId), { revalidate: false }))
        }
      />
    );
  }
  if (installation.step === "done") return <Done installation={installation} />;
  return (
    <Steps
      installation={installation}
      reached={installation.step}
      accept={(next) => void mutate(next, { revalidate: false })}
    />
  );
}

interface StepsProps {
  installation: Installation;
  reached: Step;
  accept: (installation: Installation) => void;
}

function Steps({ installation, reached, accept }: StepsProps) {
  const step = shownStep(useAddress().step, reached);
  const before = stepBefore(step);
  const heading = useFocusOnChange(step);
  const Screen = screens[step];

  function goOn(next: Installation) {
    accept(next);
    const following = stepAfter(step);
    go({ step: following === next.step ? null : following });
  }

  return (
    <>
      <Progress step={step} />
      <Heading ref={heading} tabIndex={-1}>
        {stepWords[step]}
      </Heading>
      <Screen
        key={step}
        installation={installation}
        onDone={goOn}
        onBack={before && (() => go({ step: before }))}
      />
    </>
  );
}

/**
 * Who uses a keyboard or a screen reader starts each step at its top; the first page keeps the
 * browser's own focus.
 */
function useFocusOnChange(step: Step) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);

  useEffect(() => {
    if (shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);

  return heading;
}

const Heading = styled.h2`
  margin: 0 0 8px;
  font-size: 20px;
  line-height: 28px;
  outline: none;
`;
