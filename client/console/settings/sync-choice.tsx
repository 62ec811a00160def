import type { Installation, PaymentSchedule, Settings } from "../../../server/api/contract.ts";
import { CheckField } from "../form/check-field.tsx";
import { ChoiceField } from "../form/choice-field.tsx";
import { Group } from "../form/group.tsx";
import { SwitchField } from "../form/switch-field.tsx";
import type { SettingsProblems } from "./check-settings.ts";
import { scheduleWords } from "./schedule-words.ts";

export interface SyncChoiceProps {
  settings: Settings;
  choices: NonNullable<Installation["connection"]>["choices"];
  problems: SettingsProblems;
  onChange: (settings: Settings) => void;
  isDisabled?: boolean;
}

/**
 * What syncs, into which part of NetSuite, and when: the same form in the wizard and on the
 * Settings page.
 */
export function SyncChoice(props: SyncChoiceProps) {
  return (
    <>
      <AutomaticSync {...props} />
      <ResourceTypes {...props} />
      <Defaults {...props} />
      <Payments {...props} />
    </>
  );
}

function AutomaticSync({ settings, onChange, isDisabled = false }: SyncChoiceProps) {
  return (
    <Group
      legend="Automatic sync"
      advice="Start with manual review: leave this off, look at what waits in Activities, sync a few by hand, and turn it on once they look right in NetSuite."
    >
      <SwitchField
        label="Enable Automatic Sync"
        isOn={settings.automaticSync}
        isDisabled={isDisabled}
        onChange={(automaticSync) => onChange({ ...settings, automaticSync })}
        hint="When off, changes are still detected and listed under Pending; nothing goes to NetSuite until someone syncs it."
      />
    </Group>
  );
}

function ResourceTypes({ settings, problems, onChange, isDisabled = false }: SyncChoiceProps) {
  const types = settings.resourceTypes;
  const change = (changed: Partial<Settings["resourceTypes"]>) =>
    onChange({ ...settings, resourceTypes: { ...types, ...changed } });

  return (
    <Group legend="Resource types" problem={problems.resourceTypes}>
      <CheckField
        label="Commitments → NetSuite purchase orders"
        hint="Subcontracts and purchase orders, with their lines"
        isChecked={types.commitment}
        isDisabled={isDisabled}
        onChange={(commitment) => change({ commitment })}
      />
      <CheckField
        label="Subcontractor invoices → NetSuite vendor bills"
        hint="Requisitions, once approved in Procore"
        isChecked={types.requisition}
        isDisabled={isDisabled}
        onChange={(requisition) => change({ requisition })}
      />
      <CheckField
        label="Payments ← NetSuite vendor payments"
        hint="Shown under Payments Issued on the commitment"
        isChecked={types.payment}
        isDisabled={isDisabled}
        onChange={(payment) => change({ payment })}
      />
    </Group>
  );
}

function Defaults({ settings, choices, problems, onChange, isDisabled = false }: SyncChoiceProps) {
  return (
    <Group legend="NetSuite defaults">
      {choices.subsidiaries.length > 0 && (
        <ChoiceField
          label="Default subsidiary"
          choices={choices.subsidiaries}
          chosenId={settings.subsidiaryId}
          problem={problems.subsidiaryId}
          isDisabled={isDisabled}
          onChoose={(subsidiaryId) => onChange({ ...settings, subsidiaryId })}
          hint="New vendors and purchase orders belong to it."
        />
      )}
      {choices.items.length > 0 && (
        <ChoiceField
          label="Default item"
          choices={choices.items}
          chosenId={settings.itemId}
          problem={problems.itemId}
          isDisabled={isDisabled}
          onChoose={(itemId) => onChange({ ...settings, itemId })}
          hint="Purchase order lines are booked on it."
        />
      )}
      <CheckField
        label="Create missing vendors"
        isChecked={settings.createVendors}
        isDisabled={isDisabled}
        onChange={(createVendors) => onChange({ ...settings, createVendors })}
        hint="When off, a commitment whose vendor is not in NetSuite fails with “Vendor not found” until someone creates the vendor."
      />
    </Group>
  );
}

function Payments({ settings, onChange, isDisabled = false }: SyncChoiceProps) {
  return (
    <Group legend="Sync schedule">
      <ChoiceField
        label="Payments for Synced Invoices"
        choices={Object.entries(scheduleWords).map(([id, name]) => ({ id, name }))}
        chosenId={settings.paymentSchedule}
        isDisabled={isDisabled || !settings.resourceTypes.payment}
        onChoose={(id) => onChange({ ...settings, paymentSchedule: id as PaymentSchedule })}
        hint={
          settings.resourceTypes.payment
            ? "How often bill payments made in NetSuite are brought to Procore."
            : "Payments are not among the resource types."
        }
      />
    </Group>
  );
}
