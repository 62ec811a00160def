import type { Author, Grant } from "../access.ts";
import type { User } from "../records.ts";
import type { ProcoreState } from "../state.ts";
import { malformed } from "./refusal.ts";
import { readId } from "./wire.ts";

export type Fields = Record<string, unknown>;

export interface UploadedFile {
  filename: string;
  contentType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** One authenticated request on its way through an endpoint. */
export interface Call {
  state: ProcoreState;
  url: URL;
  path: Record<string, string>;
  /** The JSON or multipart body; empty for reads. Bare arrays (v2 bulk calls) are under `items`. */
  body: Fields;
  files: UploadedFile[];
  grant: Grant;
  user: User;
  by: Author;
  /** `Procore-Company-Id`. */
  companyHeader: string | null;
}

export interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

export interface Endpoint {
  method: Method;
  /** `{name}` stands for one segment. */
  path: string;
  answer(call: Call): Reply | Promise<Reply>;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const noContent = (): Reply => ({ status: 204, body: undefined });

export function pathId(call: Call, name = "id"): string {
  return call.path[name] ?? "";
}

export function requiredQuery(call: Call, name: string): string {
  const id = readId(call.url.searchParams.get(name));
  if (!id) throw malformed(name, "is missing or not an integer");
  return id;
}

export function requiredBodyId(call: Call, name: string): string {
  const id = readId(call.body[name]) ?? readId(call.url.searchParams.get(name));
  if (!id) throw malformed(name, "is missing or not an integer");
  return id;
}

export function wrapped(call: Call, name: string): Fields {
  const fields = call.body[name];
  if (!isFields(fields)) throw malformed(name, "param is missing or the value is empty");
  return fields;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
