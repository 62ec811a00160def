import {
  createCommitment,
  deleteCommitment,
  findCommitment,
  updateCommitment,
} from "../../acts/commitments.ts";
import {
  PURCHASE_ORDER_STATUSES,
  WORK_ORDER_STATUSES,
  type Commitment,
  type CommitmentKind,
} from "../../records.ts";
import {
  created,
  ok,
  pathId,
  requiredBodyId,
  requiredQuery,
  wrapped,
  type Call,
  type Endpoint,
} from "../call.ts";
import { byId, byOrigin, byTimes, filtered } from "../filters.ts";
import { linesSeen } from "../lines-seen.ts";
import { page } from "../pages.ts";
import { openProjectTool, seesCommitment } from "../reach.ts";
import { malformed, notFound } from "../refusal.ts";
import { contractRow, contractShow } from "../shapes/commitment.ts";
import { syncEndpoint } from "../sync.ts";

/** Subcontracts and purchase orders: the same calls under two names. */
export function contractEndpoints(kind: CommitmentKind): Endpoint[] {
  const base = `/rest/v1.0/${kind}s`;
  return [
    { method: "GET", path: base, answer: (call) => list(call, kind) },
    { method: "POST", path: base, answer: (call) => create(call, kind) },
    contractSync(kind),
    {
      method: "GET",
      path: `${base}/{id}`,
      answer: (call) =>
        ok(
          show(
            call,
            contractOf(call, {
              kind,
              projectId: requiredQuery(call, "project_id"),
              level: "Read Only",
            }),
          ),
        ),
    },
    { method: "PATCH", path: `${base}/{id}`, answer: (call) => update(call, kind) },
    { method: "DELETE", path: `${base}/{id}`, answer: (call) => remove(call, kind) },
  ];
}

interface Wanted {
  kind?: CommitmentKind;
  projectId: string;
  level: "Read Only" | "Admin";
  id?: string;
}

/** The contract the path names, within a project the caller has that level on. */
export function contractOf(
  call: Call,
  { kind, projectId, level, id = pathId(call) }: Wanted,
): Commitment {
  openProjectTool(call, projectId, "Commitments", level);
  const commitment = findCommitment(call.state, id, kind);
  if (commitment.projectId !== projectId || !seesCommitment(call, commitment)) throw notFound();
  return commitment;
}

export function contractsOf(call: Call, projectId: string, kind?: CommitmentKind): Commitment[] {
  const deleted = call.url.searchParams.get("filters[include_deleted]");
  if (deleted !== null && deleted !== "only" && deleted !== "with") {
    throw malformed("filters[include_deleted]", "must be only or with");
  }
  return [...call.state.commitments.values()].filter(
    (commitment) =>
      commitment.projectId === projectId &&
      (!kind || commitment.kind === kind) &&
      seesCommitment(call, commitment) &&
      (deleted === "with" || (commitment.deletedAt !== null) === (deleted === "only")),
  );
}

function show(call: Call, commitment: Commitment): Record<string, unknown> {
  return contractShow(call.state, commitment, linesSeen(call, commitment));
}

function list(call: Call, kind: CommitmentKind) {
  const project = openProjectTool(
    call,
    requiredQuery(call, "project_id"),
    "Commitments",
    "Read Only",
  );
  const statuses: readonly string[] =
    kind === "work_order_contract" ? WORK_ORDER_STATUSES : PURCHASE_ORDER_STATUSES;
  const rows = filtered(call, contractsOf(call, project.id, kind), {
    ...byId,
    ...byTimes,
    ...byOrigin,
    include_deleted: () => true,
    status: ({ status }, values) => {
      if (!values.every((value) => statuses.includes(value))) {
        throw malformed("filters[status]", `must be one of ${statuses.join(", ")}`);
      }
      return values.includes(status);
    },
  });
  return page(call, rows, (commitment) => contractRow(call.state, commitment));
}

function create(call: Call, kind: CommitmentKind) {
  const project = openProjectTool(call, requiredBodyId(call, "project_id"), "Commitments", "Admin");
  const commitment = createCommitment(call.state, {
    projectId: project.id,
    kind,
    fields: wrapped(call, kind),
    by: call.by,
  });
  return created(show(call, commitment));
}

function update(call: Call, kind: CommitmentKind) {
  const { id } = contractOf(call, {
    kind,
    projectId: requiredBodyId(call, "project_id"),
    level: "Admin",
  });
  return ok(
    show(call, updateCommitment(call.state, { id, fields: wrapped(call, kind), by: call.by })),
  );
}

function remove(call: Call, kind: CommitmentKind) {
  const { id } = contractOf(call, {
    kind,
    projectId: requiredQuery(call, "project_id"),
    level: "Admin",
  });
  deleteCommitment(call.state, { id, by: call.by });
  return ok({});
}

function contractSync(kind: CommitmentKind): Endpoint {
  return syncEndpoint<Commitment>(`/rest/v1.0/${kind}s/sync`, (call) => {
    const project = openProjectTool(
      call,
      requiredBodyId(call, "project_id"),
      "Commitments",
      "Admin",
    );
    return {
      rows: () => contractsOf(call, project.id, kind),
      create: (fields) =>
        createCommitment(call.state, { projectId: project.id, kind, fields, by: call.by }),
      update: (id, fields) => updateCommitment(call.state, { id, fields, by: call.by }),
      // A purchase order comes back from sync as a list row: Procore's own schema for it is shorter
      // than the show shape.
      shape: (commitment) =>
        kind === "work_order_contract"
          ? show(call, commitment)
          : contractRow(call.state, commitment),
    };
  });
}
