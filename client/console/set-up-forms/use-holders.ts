import type {
  Choice,
  Installation,
  SettingField,
  SystemView,
} from "../../../server/api/contract.ts";
import { useCostTypes } from "../../api/cost-types.ts";

/** Projects, cost types or the system's own custom fields: a setting for each of them has a value for some. */
export interface Holders {
  /** Undefined: not read yet, or not to be read. */
  known: Choice[] | undefined;
  /** Those that Crosstie could call by name, though no value may be chosen for them now. */
  others?: Choice[];
  error?: unknown;
  retry?(): void;
}

export type AllHolders = Record<Exclude<SettingField["per"], "company" | "custom_field">, Holders>;

/** Those that a value may be chosen for now, by the names that people know. */
export function useHolders(
  { company, projects }: Pick<Installation, "company" | "projects">,
  system: SystemView | undefined,
): AllHolders {
  const isAsked = system?.settings.some(({ per }) => per === "cost_type") ?? false;
  const costTypes = useCostTypes(isAsked ? company.id : null);
  const { chosen = [], others = [] } = Object.groupBy(projects, ({ isChosen }) =>
    isChosen ? "chosen" : "others",
  );
  const toChoice = ({ id, number, name }: Project) => named(id, number, name);
  return {
    project: { known: chosen.map(toChoice), others: others.map(toChoice) },
    cost_type: {
      known: costTypes.data?.map(({ id, code, name }) => named(id, code, name)),
      error: costTypes.error,
      retry: () => void costTypes.mutate(),
    },
  };
}

type Project = Installation["projects"][number];

const named = (id: string, code: string | null, name: string): Choice => ({
  id,
  name: code && code !== name ? `${code} · ${name}` : name,
});
