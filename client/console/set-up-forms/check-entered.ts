import type {
  Choice,
  CredentialField,
  Installation,
  SettingField,
  Settings,
  SystemView,
} from "../../../server/api/contract.ts";

/** What is wrong, by the ids of fields. */
export type Problems = Record<string, string>;

type Offered = NonNullable<Installation["connection"]>["choices"];

/** What a person can see to be wrong before the system is asked. A stored secret may stay untouched. */
export function credentialProblems(
  fields: CredentialField[],
  entered: Record<string, string>,
  hasStored: boolean,
): Problems {
  return problemsOf(fields, (field) => {
    const value = (entered[field.id] ?? "").trim();
    if (value) return brokenRule(field, value);
    return field.isSecret && hasStored ? null : field.needed;
  });
}

export function settingsProblems(
  settings: Settings,
  system: SystemView,
  offered: Offered,
): Problems {
  const problems = problemsOf(drawnSettings(system, { offered, settings }), (field) => {
    const value = settings.own[field.id];
    if (typeof value !== "string" || value === "") return field.needed;
    if (field.input !== "choice") return brokenRule(field, value);
    return choicesOf(field, offered).some(({ id }) => id === value) ? null : field.needed;
  });
  Object.assign(problems, ...system.settings.map((field) => holderProblems(field, settings)));
  const isNothingChosen = !Object.values(settings.resourceTypes).includes(true);
  return isNothingChosen
    ? { ...problems, resourceTypes: "Choose at least one resource type." }
    : problems;
}

/** By field and holder. A choice is right as it is offered, or stands there from before. */
function holderProblems(field: SettingField, { own }: Settings): Problems {
  if (field.input === "choice") return {};
  const values = Object.entries(valuesIn(own[field.id]));
  return problemsOf(
    values.map(([holder, value]) => ({ id: holderKey(field, holder), value: value.trim() })),
    ({ value }) => (value ? brokenRule(field, value) : null),
  );
}

/** Under which a problem of one project's or cost type's value is found. */
export const holderKey = ({ id }: Pick<SettingField, "id">, holder: string) => `${id} ${holder}`;

/** The values of single projects or cost types, by their ids. */
export function valuesIn(
  setting: Settings["own"][string] | undefined,
): Readonly<Record<string, string>> {
  return setting instanceof Object ? setting : {};
}

/**
 * Those with one value for the company that are asked for now; a choice of nothing is not shown.
 */
export function drawnSettings(
  system: SystemView,
  { offered, settings }: { offered: Offered; settings: Settings },
): SettingField[] {
  return system.settings.filter(
    (field) =>
      field.per === "company" &&
      isAsked(field, settings) &&
      (field.input !== "choice" || choicesOf(field, offered).length > 0),
  );
}

export const isAsked = ({ onlyWith }: SettingField, { own }: Settings): boolean =>
  !onlyWith || own[onlyWith.field] === onlyWith.value;

export function choicesOf({ choices, offeredAs }: SettingField, offered: Offered): Choice[] {
  return choices ?? offered[offeredAs] ?? [];
}

/** What may be chosen now: nothing where that is allowed, and what stands there though it is gone. */
export function optionsOf(
  choices: Choice[],
  { value, nothing }: { value: string; nothing: string | null },
): Choice[] {
  const isOffered = value === "" || choices.some(({ id }) => id === value);
  const unoffered = isOffered ? [] : [{ id: value, name: `${value} (no longer offered)` }];
  return [...(nothing === null ? [] : [{ id: "", name: nothing }]), ...choices, ...unoffered];
}

function problemsOf<Field extends { id: string }>(
  fields: Field[],
  problemOf: (field: Field) => string | null | undefined,
): Problems {
  const found = fields.flatMap((field) => {
    const problem = problemOf(field);
    return problem ? [[field.id, problem] as const] : [];
  });
  return Object.fromEntries(found);
}

function brokenRule(
  { input, rules }: Pick<CredentialField, "input" | "rules">,
  value: string,
): string | undefined {
  const broken = rules.find(
    ({ pattern, isWanted }) => new RegExp(pattern).test(value) !== isWanted,
  );
  if (broken) return broken.says;
  if (input !== "url" || URL.canParse(value)) return undefined;
  return rules[0]?.says ?? "Enter a whole address.";
}
