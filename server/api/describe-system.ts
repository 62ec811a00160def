import {
  type CredentialField,
  type SettingField,
  type System,
  whyUnsupported,
  wordsFor,
} from "../connectors/index.ts";
import { allKinds } from "../kinds/index.ts";
import type { Kind } from "../kinds/kind.ts";
import type { ResourceType, SystemView } from "./contract.ts";

export function systemView(system: System): SystemView {
  const { fields, ...words } = system.credentials;
  return {
    id: system.id,
    name: system.name,
    credentials: { ...words, steps: [...words.steps], fields: fields.map(credentialView) },
    settings: system.settings.map(settingView),
    resourceTypes: resourceTypesOf(system),
  };
}

function credentialView(field: CredentialField): SystemView["credentials"]["fields"][number] {
  const { isSecret = false, example = null, whenStored = null, file = null } = field;
  return { ...fieldView(field), isSecret, example, whenStored, file };
}

function settingView(field: SettingField): SystemView["settings"][number] {
  const { per, onlyWith = null, insteadOf = null } = field;
  return { ...fieldView(field), per, onlyWith, insteadOf };
}

function fieldView({ id, label, help, input, ...more }: CredentialField | SettingField) {
  const { choices, offeredAs = id, needed = null, longest = null, rules = [] } = more;
  return {
    id,
    label,
    help,
    input,
    choices: choices ? [...choices] : null,
    offeredAs,
    needed,
    longest,
    rules: [...rules],
  };
}

export function resourceTypesOf(system: System): ResourceType[] {
  const { name, payment } = system;
  const sent = allKinds()
    .filter(({ isMasterData }) => !isMasterData)
    .map((kind) => sentType(system, kind));
  if (!payment) return sent;
  const paid = {
    id: "payment",
    name: "Payments",
    label: `Payments ← ${name} ${lower(payment.many)}`,
    help: "Shown under Payments Issued on the commitment",
    isTaken: true,
  };
  return [...sent, paid];
}

function sentType(system: System, { name: id, words: said, documents }: Kind): ResourceType {
  const name = upper(said.many);
  const taken = documents.filter((kind) => whyUnsupported(system, kind) === undefined);
  const documentWords = new Set(taken.map((kind) => lower(wordsFor(system, kind).many)));
  const whyNot = documents.flatMap((kind) => whyUnsupported(system, kind) ?? []);
  return {
    id,
    name,
    label: taken.length > 0 ? `${name} → ${system.name} ${[...documentWords].join(" and ")}` : name,
    help: [said.about, ...whyNot].join(". "),
    isTaken: taken.length > 0,
  };
}

const upper = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
