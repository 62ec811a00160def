import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { Outline } from "../../components/outline.tsx";
import { Failed } from "../states/failed.tsx";
import { NotAdmin, NotInstalled, SetUpAgain } from "./blank-screens.tsx";
import { ConnectionStep } from "./connection-step.tsx";
import { Done } from "./done.tsx";
import { FinishStep } from "./finish-step.tsx";
import { Progress } from "./progress.tsx";
import { ProjectsStep } from "./projects-step.tsx";
import { ResourcesStep } from "./resources-step.tsx";
import type { StepProps } from "./step-props.ts";
import { type Step, stepWord } from "./steps.ts";
import { type Screen, useFocusOnChange, useSteps } from "./use-wizard.ts";

const steps: Record<Step, (props: StepProps) => JSX.Element | null> = {
  projects: ProjectsStep,
  connection: ConnectionStep,
  resources: ResourcesStep,
  finish: FinishStep,
};

export function Wizard({ screen }: { screen: Screen }) {
  switch (screen.is) {
    case "waiting":
      return <Outline label="Reading where the set-up stands" rows={4} />;
    case "failed":
      return <Failed error={screen.error} onRetry={screen.retry} isRetrying={screen.isRetrying} />;
    case "not_installed":
      return <NotInstalled company={screen.installation.company.name} />;
    case "not_admin": {
      const { company, status } = screen.installation;
      return <NotAdmin company={company.name} isActive={status === "active"} />;
    }
    case "uninstalled":
      return <SetUpAgain installation={screen.installation} onBegin={screen.begin} />;
    case "done":
      return <Done installation={screen.installation} />;
    case "steps":
      return <Steps {...screen} />;
  }
}

interface StepsProps {
  installation: Installation;
  reached: Step;
  accept(installation: Installation): void;
}

function Steps({ installation, reached, accept }: StepsProps) {
  const { step, goOn, goBack } = useSteps(reached, accept);
  const heading = useFocusOnChange(step);
  const Shown = steps[step];

  return (
    <>
      <Progress step={step} installation={installation} />
      <Heading ref={heading} tabIndex={-1}>
        {stepWord(step, installation)}
      </Heading>
      <Shown key={step} installation={installation} onDone={goOn} onBack={goBack} />
    </>
  );
}

const Heading = styled.h2`
  margin: 0 0 8px;
  font-size: 20px;
  line-height: 28px;
  outline: none;
`;
