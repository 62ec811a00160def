import type {
  Activity,
  ActivityHistory,
  ActivityItem,
  ActivityView,
  AuditEntry,
  CompanyChoice,
  Comparison,
  ConnectionTest,
  CostType,
  GridRecord,
  HeldBack,
  Installation,
  LiveEvent,
  NotInErpList,
  OpenSession,
  ReconcilePage,
  RecordGrid,
} from "../../server/api/contract.ts";
import type { Answer } from "./answer.ts";
import { choices, companyId, freshInstallation, someCostTypes } from "./company.ts";
import { noBatches, type PlayedBatches } from "./play-batches.ts";
import { noProblems, type PlayedProblems } from "./play-problems.ts";
import { someSessions } from "./play-sessions.ts";
import { someReconciled } from "./some-reconciled.ts";
import { someComparison } from "./some-records.ts";

/** Alone on its row, unless it says otherwise. */
export type PlayedActivity = Activity & Partial<ActivityItem>;

/** What the server would know. Tests set it up and look into it afterwards. */
export interface Played extends PlayedProblems, PlayedBatches {
  installation: Installation;
  activities: PlayedActivity[];
  /** Of any record, beside its activity. */
  history: Omit<ActivityHistory, "changes">;
  views: ActivityView[];
  auditLog: AuditEntry[];
  notInErp: NotInErpList;
  records: GridRecord[];
  comparison: Comparison;
  compared: RecordGrid["compared"];
  reconciled: ReconcilePage;
  pageSize: number;
  /** Method and path of every call, in order. */
  calls: string[];
  /** Bodies by method and path, the last one of each. */
  bodies: Map<string, unknown>;
  /** A refusal to give instead of an answer. */
  refuse(method: string, path: string): Answer | null;
  test: ConnectionTest;
  /** What waits for a choice in Settings. */
  heldBack: HeldBack[];
  /** What Procore lists. */
  costTypes: CostType[];
  /**
   * What becomes of a trip to Procore's sign-in: a code, one that is refused with this reason, or
   * nothing.
   */
  signIn: "works" | "ends empty" | { refused: string };
  /** What the trip to Procore was started with. */
  challenge: string | null;
  companies: CompanyChoice[];
  sessions: OpenSession[];
  tell(event: LiveEvent): void;
  /** How many live streams are open. */
  streams(): number;
}

export function startPlay(): Played {
  return {
    installation: freshInstallation(),
    activities: [],
    history: { attempts: [], payments: [], entries: [] },
    views: [],
    auditLog: [],
    records: [],
    comparison: someComparison(),
    compared: null,
    reconciled: someReconciled(),
    ...noProblems(),
    notInErp: { system: "NetSuite", items: [], more: 0 },
    ...noBatches(),
    pageSize: 50,
    calls: [],
    bodies: new Map(),
    refuse: () => null,
    test: {
      ok: true,
      isReached: true,
      message: "Signed in to account 7654321_SB1 as role Crosstie.",
      choices,
      unset: [],
      missing: [],
    },
    heldBack: [],
    costTypes: someCostTypes(),
    signIn: "works",
    challenge: null,
    sessions: someSessions(),
    companies: [{ id: companyId, name: "Northgate Builders", status: "setting_up" }],
    tell: () => {},
    streams: () => 0,
  };
}
