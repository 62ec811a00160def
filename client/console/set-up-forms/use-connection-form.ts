import { type FormEvent, useState } from "react";
import type {
  ConnectionTest,
  EnteredConnection,
  Installation,
  SystemView,
} from "../../../server/api/contract.ts";
import { useFirstProblem } from "../form/use-first-problem.ts";
import { useAct } from "../use-act.ts";
import { credentialProblems, type Problems } from "./check-entered.ts";

export interface ConnectionFormParts {
  systems: SystemView[];
  stored: Installation["connection"];
  test(entered: EnteredConnection): Promise<ConnectionTest>;
  save(entered: EnteredConnection): Promise<void>;
}

/** Which system, what was entered for it, and what came of a test and of saving. */
export function useConnectionForm({ systems, stored, test, save }: ConnectionFormParts) {
  const [systemId, setSystemId] = useState(stored?.system ?? onlyOne(systems)?.id ?? null);
  const system = systems.find(({ id }) => id === systemId);
  const hasStored = stored !== null && stored.system === systemId && stored.hasCredentials;
  const [entered, setEntered] = useState<Record<string, string>>(stored?.shown ?? {});
  const [problems, setProblems] = useState<Problems>({});
  const { form, pointOut } = useFirstProblem<HTMLFormElement>();
  const testing = useAct(test);
  const saving = useAct(save);

  function forgetOutcomes() {
    testing.reset();
    saving.reset();
  }

  function change(id: string, value: string) {
    setEntered((before) => ({ ...before, [id]: value }));
    setProblems(({ [id]: _mended, ...others }) => others);
    forgetOutcomes();
  }

  function chooseSystem(id: string) {
    setSystemId(id);
    setEntered(stored?.system === id ? stored.shown : {});
    setProblems({});
    forgetOutcomes();
  }

  /** Undefined, and the first problem pointed out, when it cannot be sent as it stands. */
  function checked(): EnteredConnection | undefined {
    if (!system) {
      setProblems({ system: "Choose the system that your books are kept in." });
      pointOut();
      return undefined;
    }
    const { fields } = system.credentials;
    const found = credentialProblems(fields, entered, hasStored);
    setProblems(found);
    const typed = fields.map(({ id }) => [id, (entered[id] ?? "").trim()]);
    if (Object.keys(found).length === 0) {
      return { system: system.id, credentials: Object.fromEntries(typed) };
    }
    pointOut();
    return undefined;
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    testing.reset();
    const typed = checked();
    if (typed) void saving.run(typed);
  }

  function startTest() {
    saving.reset();
    const typed = checked();
    if (typed) void testing.run(typed);
  }

  return {
    form,
    system,
    chooseSystem,
    hasStored,
    entered,
    problems,
    change,
    submit,
    startTest,
    testing,
    saving,
  };
}

const onlyOne = (systems: SystemView[]) => (systems.length === 1 ? systems[0] : undefined);
