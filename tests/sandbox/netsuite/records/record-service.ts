import type { Account, NsRecord } from "../account.ts";
import {
  invalidContent,
  invalidMethod,
  invalidParameter,
  invalidRequest,
  noSuchRecord,
  Refusal,
  userError,
} from "../refusal.ts";
import { refuseHidden, refuseViewOnly } from "../rules/role.ts";
import { resource, saved } from "./answer.ts";
import { filterRecords } from "./filter.ts";
import { metadata } from "./metadata.ts";
import { pageOf, readPage } from "./page.ts";
import { readRequest } from "./read-request.ts";
import { hrefOf, renderRecord, renderSublist } from "./render-record.ts";
import { createRecord, deleteRecord, updateRecord } from "./save-record.ts";
import { recordType, schemaOf } from "./schema-of.ts";
import type { RecordType } from "./schema.ts";
import { transform } from "./transform.ts";

const ROOT = "/services/rest/record/v1";

interface Asked {
  account: Account;
  request: Request;
  url: URL;
  base: string;
  type: RecordType;
  /** What follows the type in the path. */
  rest: string[];
}

/**
 * `/services/rest/record/v1/{type}[/{id} | /eid:{externalId}]`. Source: NetSuite help, "REST Web
 * Services Record Service".
 */
export async function recordService(account: Account, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const [written = "", ...rest] = url.pathname
    .slice(url.pathname.indexOf(ROOT) + ROOT.length)
    .split("/")
    .filter(Boolean)
    .map(decode);
  if (request.method === "OPTIONS") {
    return new Response(null, {
      status: 204,
      headers: { allow: "GET, POST, PATCH, PUT, DELETE, OPTIONS" },
    });
  }
  const base = `${url.origin}${ROOT}`;
  if (written === "metadata-catalog") return metadata(account, request, { base, rest });
  const type = recordType(account, written);
  if (!type) {
    throw new Refusal(404, {
      detail: `Record type '${written}' does not exist.`,
      code: "NONEXISTENT_ID",
    });
  }
  refuseHidden(account, type);
  const isRead = request.method === "GET";
  if (!isRead || rest.length > 0) refuseViewOnly(account, type, isRead);
  const asked: Asked = { account, request, url, base, type, rest };
  if (request.method !== "GET" && schemaOf(account, type).readOnly) {
    throw invalidMethod(request.method, url.pathname);
  }
  return rest.length === 0 ? onCollection(asked) : onRecord(asked);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw invalidRequest(`The URL part ${segment} is malformed.`);
  }
}

async function onCollection(asked: Asked): Promise<Response> {
  const { account, request, url, base, type } = asked;
  if (request.method === "POST") {
    const { body, saving } = await readRequest(asked);
    refuseUnlessTransformed(type);
    return saved(asked, createRecord(account, type, body, saving));
  }
  if (request.method !== "GET") throw invalidMethod(request.method, url.pathname);
  if (schemaOf(account, type).notListed) throw invalidMethod(request.method, url.pathname);
  const page = readPage(url.searchParams);
  const q = url.searchParams.get("q");
  const found = q ? filterRecords(account, account.all(type), q) : account.all(type);
  const items = found
    .slice(0, account.options.mostRows)
    .map((record) => ({ links: [{ rel: "self", href: hrefOf(base, record) }], id: record.id }));
  return resource(pageOf(items, page, url), "collection");
}

async function onRecord(asked: Asked): Promise<Response> {
  const {
    account,
    request,
    url,
    type,
    rest: [key = "", sub, target, beyond],
  } = asked;
  if (beyond !== undefined) throw noSuchRecord();
  if (request.method === "PUT") return upsert(asked, key);
  const record = find(account, type, key);
  if (sub === "!transform" && target && request.method === "POST") {
    const { body, saving } = await readRequest(asked);
    return saved(asked, transform(account, record, { target, body, saving }));
  }
  if (request.method === "GET") {
    return sub ? readSublist(asked, record, { sub, line: target }) : read(asked, record);
  }
  if (sub) throw invalidMethod(request.method, url.pathname);
  if (request.method === "PATCH") {
    const { body, saving } = await readRequest(asked);
    return saved(asked, updateRecord(account, record, body, saving));
  }
  if (request.method !== "DELETE") throw invalidMethod(request.method, url.pathname);
  deleteRecord(account, record);
  return new Response(null, { status: 204 });
}

async function upsert(asked: Asked, key: string): Promise<Response> {
  const { account, type } = asked;
  const externalId = /^eid:([A-Za-z0-9_-]+)$/.exec(key)?.[1];
  if (!externalId) {
    throw invalidRequest(
      "PUT is an upsert and takes an external ID of letters, digits, underscores and hyphens: use /eid:{externalId}.",
    );
  }
  const { body, saving } = await readRequest(asked);
  const named = Object.entries(body).find(([name]) => name.toLowerCase() === "externalid")?.[1];
  if (named !== undefined && named !== externalId) {
    throw invalidContent(
      "The external ID in the request body does not match the one in the URL.",
      "externalId",
    );
  }
  const known = account.byExternalId(type, externalId);
  if (known) return saved(asked, updateRecord(account, known, body, saving));
  refuseUnlessTransformed(type);
  return saved(
    asked,
    createRecord(account, type, { ...body, externalId }, saving),
    account.options.createdByPut,
  );
}

/**
 * A receipt is made from its order. That a plain POST is refused is one account's report (it asks
 * for the entity); until more is known, nobody shall build on the contrary.
 */
function refuseUnlessTransformed(type: RecordType): void {
  if (type === "itemReceipt") throw userError("Please enter value(s) for: Entity");
}

function find(account: Account, type: RecordType, key: string): NsRecord {
  const externalId = /^eid:(.+)$/.exec(key)?.[1];
  if (externalId !== undefined && !/^[A-Za-z0-9_-]+$/.test(externalId)) {
    throw invalidRequest(`The external ID ${externalId} cannot be part of a URL.`);
  }
  const record =
    externalId === undefined ? account.get(type, key) : account.byExternalId(type, externalId);
  if (!record) throw noSuchRecord();
  return record;
}

function read({ account, url, base }: Asked, record: NsRecord): Response {
  const query = url.searchParams;
  const fields = query
    .get("fields")
    ?.split(",")
    .map((name) => name.trim());
  const expand = query.get("expandSubResources") === "true";
  if (fields && expand) {
    throw invalidParameter(
      "The query parameters fields and expandSubResources cannot be combined.",
      "fields",
    );
  }
  return resource(
    renderRecord(account, record, {
      base,
      expand,
      fields,
      simpleEnums: query.get("simpleEnumFormat") === "true",
    }),
    "singular",
  );
}

function readSublist(
  { account, base }: Asked,
  record: NsRecord,
  { sub, line }: { sub: string; line: string | undefined },
): Response {
  const found = Object.entries(schemaOf(account, record.type).sublists).find(
    ([name]) => name.toLowerCase() === sub.toLowerCase(),
  );
  if (!found) throw noSuchRecord();
  const sublist = renderSublist(account, record, found, { base, expand: true });
  if (line === undefined) return resource(sublist, "collection");
  const item = sublist.items?.find(({ links: [self] }) => self?.href.endsWith(`/${line}`));
  if (!item) throw noSuchRecord();
  return resource(item, "singular");
}
