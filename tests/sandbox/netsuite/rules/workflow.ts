import type { Account, NsRecord } from "../account.ts";
import { decimal, itemized } from "./amounts.ts";

/**
 * A workflow of the account changes the record right after the save, in a save of its own: whoever
 * wrote it reads back other lines and another total. Source: the reference, "Traps reported by
 * users" (workflow and user-event scripts).
 */
export function addWorkflowLine(account: Account, saved: NsRecord): NsRecord {
  const workflow = account.options.workflowAddsLine;
  if (workflow?.to !== saved.type) return saved;
  const { memo, amount } = workflow;
  if (itemized(saved).some(({ fields }) => fields.memo === memo)) return saved;
  const line = {
    line: saved.nextLine,
    fields: { account: workflow.account, amount: decimal(amount).toFixed(2), memo },
  };
  const changed = {
    ...saved,
    modified: account.now(),
    nextLine: saved.nextLine + 1,
    lines: { ...saved.lines, expense: [...(saved.lines.expense ?? []), line] },
  };
  account.put(changed);
  return changed;
}
