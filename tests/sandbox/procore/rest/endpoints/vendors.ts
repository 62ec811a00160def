import { createVendor, updateVendor } from "../../acts/vendors.ts";
import type { Vendor } from "../../records.ts";
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
import { page } from "../pages.ts";
import { openCompanyTool, openProjectTool } from "../reach.ts";
import { notFound } from "../refusal.ts";
import { vendorShape } from "../shapes/vendor.ts";
import { syncEndpoint } from "../sync.ts";

const BASE = "/rest/v1.0/vendors";

export const vendorEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: BASE,
    answer: (call) =>
      list(
        call,
        openCompanyTool(call, requiredQuery(call, "company_id"), "Directory", "Read Only").id,
      ),
  },
  {
    method: "POST",
    path: BASE,
    answer: (call) => {
      const { id: companyId } = openCompanyTool(
        call,
        requiredBodyId(call, "company_id"),
        "Directory",
        "Standard",
      );
      return created(
        vendorShape(
          call.state,
          createVendor(call.state, { companyId, fields: wrapped(call, "vendor"), by: call.by }),
        ),
      );
    },
  },
  syncEndpoint<Vendor>(`${BASE}/sync`, (call) => {
    const { id: companyId } = openCompanyTool(
      call,
      requiredBodyId(call, "company_id"),
      "Directory",
      "Standard",
    );
    return {
      rows: () => vendorsOf(call, companyId),
      create: (fields) => createVendor(call.state, { companyId, fields, by: call.by }),
      update: (id, fields) => updateVendor(call.state, { id, fields, by: call.by }),
      shape: (vendor) => vendorShape(call.state, vendor),
    };
  }),
  {
    method: "GET",
    path: `${BASE}/{id}`,
    answer: (call) =>
      ok(vendorShape(call.state, vendorOf(call, requiredQuery(call, "company_id"), "Read Only"))),
  },
  {
    method: "PATCH",
    path: `${BASE}/{id}`,
    answer: (call) => {
      const { id } = vendorOf(call, requiredBodyId(call, "company_id"), "Standard");
      return ok(
        vendorShape(
          call.state,
          updateVendor(call.state, { id, fields: wrapped(call, "vendor"), by: call.by }),
        ),
      );
    },
  },
  {
    method: "GET",
    path: "/rest/v1.1/projects/{project_id}/vendors",
    answer: (call) => {
      const project = openProjectTool(call, pathId(call, "project_id"), "Commitments", "Read Only");
      const engaged = new Set(
        [...call.state.commitments.values()]
          .filter(({ projectId }) => projectId === project.id)
          .map(({ vendorId }) => vendorId),
      );
      return list(call, project.companyId, ({ id }) => engaged.has(id));
    },
  },
];

function list(call: Call, companyId: string, keeps: (vendor: Vendor) => boolean = () => true) {
  const rows = filtered(call, vendorsOf(call, companyId).filter(keeps), {
    ...byId,
    ...byTimes,
    ...byOrigin,
    search: ({ name, abbreviatedName }, [text = ""]) =>
      `${name} ${abbreviatedName ?? ""}`.toLowerCase().includes(text.toLowerCase()),
    parent_id: () => false,
  });
  return page(
    call,
    rows.toSorted((one, other) => one.name.localeCompare(other.name)),
    (vendor) => vendorShape(call.state, vendor),
  );
}

function vendorsOf(call: Call, companyId: string): Vendor[] {
  return [...call.state.vendors.values()].filter((vendor) => vendor.companyId === companyId);
}

function vendorOf(call: Call, companyId: string, level: "Read Only" | "Standard"): Vendor {
  openCompanyTool(call, companyId, "Directory", level);
  const vendor = call.state.vendors.get(pathId(call));
  if (vendor?.companyId !== companyId) throw notFound();
  return vendor;
}
