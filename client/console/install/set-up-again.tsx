import { ActionButton } from "../../components/action-button.tsx";
import { Blank } from "../../components/blank.tsx";
import { Notice } from "../../components/notice.tsx";
import { useAct } from "../use-act.ts";

/** Nobody comes back to what was uninstalled by merely looking. */
export function SetUpAgain({
  company,
  onBegin,
}: {
  company: string;
  onBegin: () => Promise<void>;
}) {
  const beginning = useAct(onBegin);
  return (
    <Blank
      title={`Crosstie was uninstalled from ${company}`}
      actions={
        <ActionButton loading={beginning.isRunning} onClick={() => void beginning.run()}>
          Set it up again
        </ActionButton>
      }
    >
      <p>
        Its records and activities are still there: a new set-up goes on where the last one ended.
      </p>
      {beginning.problem && <Notice tone="bad">Not begun. {beginning.problem}</Notice>}
    </Blank>
  );
}
