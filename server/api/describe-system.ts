import {
  type CredentialField,
  type SettingField,
  type System,
  whyNotTaken,
  wordsFor,
} from "../connectors/index.ts";
import type { ResourceType, SystemView } from "./contract.ts";
import { type Resource, resources } from "./resource-types.ts";

/** What a system says of itself, as forms are drawn from it. */
export function systemView(system: System): SystemView {
  const { fields, ...words } = system.credentials;
  return {
    id: system.id,
    name: system.name,
    credentials: { ...words, steps: [...words.steps], fields: fields.map(credentialView) },
    settings: system.settings.map((field) => ({ ...fieldView(field), per: field.per })),
    resourceTypes: resourceTypesOf(system),
  };
}

function credentialView(field: CredentialField): SystemView["credentials"]["fields"][number] {
  const { isSecret = false, example = null, whenStored = null, file = null } = field;
  return { ...fieldView(field), isSecret, example, whenStored, file };
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

/** What of Procore's goes to this system, and what comes back from it. */
export function resourceTypesOf(system: System): ResourceType[] {
  const { name, payment } = system;
  const sent = resources.map((resource) => sentType(system, resource));
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

function sentType(system: System, { id, name, help, documents }: Resource): ResourceType {
  const taken = documents.filter((kind) => whyNotTaken(system, kind) === undefined);
  const words = new Set(taken.map((kind) => lower(wordsFor(system, kind).many)));
  const whyNot = documents.flatMap((kind) => whyNotTaken(system, kind) ?? []);
  return {
    id,
    name,
    label: taken.length > 0 ? `${name} → ${system.name} ${[...words].join(" and ")}` : name,
    help: whyNot.length > 0 ? `${help}. ${whyNot.join(" ")}` : help,
    isTaken: taken.length > 0,
  };
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
