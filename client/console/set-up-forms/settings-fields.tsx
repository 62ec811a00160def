import styled from "styled-components";
import type {
  Installation,
  PaymentSchedule as Schedule,
  Settings,
  SystemView,
} from "../../../server/api/contract.ts";
import { CheckField } from "../form/check-field.tsx";
import { ChoiceField } from "../form/choice-field.tsx";
import { Group } from "../form/group.tsx";
import { SwitchField } from "../form/switch-field.tsx";
import { choicesOf, drawnSettings, optionsOf, type Problems } from "./check-entered.ts";
import { DescribedField } from "./described-field.tsx";
import { SettingForEach } from "./setting-for-each.tsx";
import { scheduleWords } from "./settings-words.ts";
import type { AllHolders } from "./use-holders.ts";

export interface SettingsFieldsProps {
  system: SystemView;
  offered: NonNullable<Installation["connection"]>["choices"];
  settings: Settings;
  problems: Problems;
  /** Those of which a setting may be for each. */
  holders: AllHolders;
  onChange(settings: Settings): void;
}

/** What syncs, into which part of the system, and when. */
export function SettingsFields(props: SettingsFieldsProps) {
  return (
    <>
      <AutomaticSync {...props} />
      <ResourceTypes {...props} />
      <Defaults {...props} />
      <SettingsForEach {...props} />
      {hasPayments(props.system) && (
        <Group legend="Sync schedule">
          <PaymentSchedule {...props} />
        </Group>
      )}
    </>
  );
}

export function AutomaticSync({ system: { name }, settings, onChange }: SettingsFieldsProps) {
  return (
    <Group
      legend="Automatic sync"
      advice={`Start with manual review: leave this off, look at what waits in Activities, sync a few by hand, and turn it on once they look right in ${name}.`}
    >
      <SwitchField
        label="Enable Automatic Sync"
        isOn={settings.automaticSync}
        onChange={(automaticSync) => onChange({ ...settings, automaticSync })}
        hint={`When off, changes are still detected and listed under Pending; nothing goes to ${name} until someone syncs it.`}
      />
    </Group>
  );
}

export function ResourceTypes({ system, settings, problems, onChange }: SettingsFieldsProps) {
  const types = settings.resourceTypes;
  return (
    <Group legend="Resource types" problem={problems.resourceTypes}>
      {system.resourceTypes.map(({ id, label, help, isTaken }) => (
        <CheckField
          key={id}
          label={label}
          hint={help}
          isChecked={isTaken && types[id] === true}
          isDisabled={!isTaken}
          onChange={(isWanted) =>
            onChange({ ...settings, resourceTypes: { ...types, [id]: isWanted } })
          }
        />
      ))}
    </Group>
  );
}

export function Defaults({ system, offered, settings, problems, onChange }: SettingsFieldsProps) {
  return (
    <Group legend={`${system.name} defaults`}>
      <Fields>
        {drawnSettings(system, { offered, settings }).map((field) => (
          <DescribedField
            key={field.id}
            field={field}
            choices={optionsOf(choicesOf(field, offered), {
              value: textOf(settings.own[field.id]),
              nothing: field.needed === null && !field.choices ? "None" : null,
            })}
            value={textOf(settings.own[field.id]) || defaultOf(field)}
            problem={problems[field.id]}
            onChange={(value) =>
              onChange({ ...settings, own: { ...settings.own, [field.id]: value || null } })
            }
          />
        ))}
      </Fields>
      <CheckField
        label="Create missing vendors"
        isChecked={settings.createVendors}
        onChange={(createVendors) => onChange({ ...settings, createVendors })}
        hint={`When off, a commitment whose vendor is not in ${system.name} fails with “${system.name} has no vendor for …” until someone creates it or links another.`}
      />
    </Group>
  );
}

export function SettingsForEach({ system, holders, ...props }: SettingsFieldsProps) {
  return system.settings.map((field) => {
    const { id, per } = field;
    if (per === "company") return null;
    const about =
      per === "custom_field"
        ? { field, per, holders: { known: choicesOf(field, props.offered) } }
        : { field, per, holders: holders[per] };
    return <SettingForEach key={id} {...props} {...about} system={system} />;
  });
}

export function PaymentSchedule({ system, settings, onChange }: SettingsFieldsProps) {
  const isWanted = settings.resourceTypes.payment === true;
  return (
    <ChoiceField
      label="Payments for Synced Invoices"
      choices={Object.entries(scheduleWords).map(([id, name]) => ({ id, name }))}
      chosenId={settings.paymentSchedule}
      isDisabled={!isWanted}
      onChoose={(id) => onChange({ ...settings, paymentSchedule: id as Schedule })}
      hint={
        isWanted
          ? `How often bill payments made in ${system.name} are brought to Procore.`
          : "Payments are not among the resource types."
      }
    />
  );
}

export const hasPayments = ({ resourceTypes }: SystemView): boolean =>
  resourceTypes.some(({ id }) => id === "payment");

/** Of ways to do something, the first is how it is done until somebody chooses. */
const defaultOf = ({ choices, needed }: SystemView["settings"][number]): string =>
  (needed === null && choices?.[0]?.id) || "";

const Fields = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(360px, 100%), 1fr));
  gap: 12px 24px;
`;

const textOf = (setting: Settings["own"][string] | undefined): string =>
  typeof setting === "string" ? setting : "";
