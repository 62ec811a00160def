import { invalidContent, invalidParameter, invalidRequest } from "../refusal.ts";

const ROOT = "/services/rest/record/v1";
const MOST = 100;

/**
 * The requests that an asynchronous one stands for: itself, or one for each item of a batch on a
 * collection. Source: REST API Browser, "batch operations"; the items of one request are at most a
 * hundred.
 */
export async function requestsIn(request: Request): Promise<Request[]> {
  const url = new URL(request.url);
  const [, rest = ""] = url.pathname.split(ROOT);
  const [type = "", ...beyond] = rest.split("/").filter(Boolean);
  const body = await request.text();
  const ids = (url.searchParams.get("ids") ?? "").split(",").filter(Boolean);
  const items = beyond.length === 0 ? itemsIn(body) : undefined;
  const root = `${url.href.slice(0, url.href.indexOf(ROOT))}${ROOT}/${type}`;
  if (ids.length > 0 && beyond.length === 0) {
    refuseLong(ids.length);
    const query = new URLSearchParams([...url.searchParams].filter(([name]) => isKept(name)));
    return ids.map((id) => plain(request, `${root}/${id}${query.size > 0 ? `?${query}` : ""}`));
  }
  if (!items) return [plain(request, request.url, body)];
  refuseLong(items.length);
  return items.map((item) => {
    const to = request.method === "POST" ? root : `${root}/${keyOf(item, request.method)}`;
    return plain(request, `${to}${url.search}`, JSON.stringify(item));
  });
}

const isKept = (parameter: string) => !["ids", "expandRecords"].includes(parameter);

function refuseLong(count: number): void {
  if (count > MOST) throw invalidParameter(`A batch has at most ${MOST} items.`, "items");
}

type Item = Record<string, unknown>;

function itemsIn(body: string): Item[] | undefined {
  if (body === "") return undefined;
  let read: unknown;
  try {
    read = JSON.parse(body);
  } catch {
    throw invalidContent("Invalid content in the request body. A JSON object is expected.");
  }
  const { items } = (read ?? {}) as { items?: unknown };
  if (!Array.isArray(items)) return undefined;
  if (!items.every((item) => typeof item === "object" && item !== null && !Array.isArray(item))) {
    throw invalidContent("Each item of a batch must be a JSON object.", "items");
  }
  return items as Item[];
}

function keyOf({ id, externalId }: Item, method: string): string {
  if (externalId !== undefined && (method === "PUT" || id === undefined)) {
    return `eid:${encodeURIComponent(String(externalId))}`;
  }
  if (id === undefined) throw invalidRequest("Each item of a batch names its id or external ID.");
  return encodeURIComponent(String(id));
}

function plain(request: Request, url: string, body = ""): Request {
  const headers = new Headers(request.headers);
  ["prefer", "content-length"].forEach((name) => headers.delete(name));
  if (body !== "" && !headers.has("content-type")) headers.set("content-type", "application/json");
  return new Request(url, {
    method: request.method,
    headers,
    body: body === "" ? undefined : body,
  });
}
