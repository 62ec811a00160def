import { isFields, type Fields, type UploadedFile } from "./call.ts";
import { malformed } from "./refusal.ts";
import { parseExact } from "./wire.ts";

/**
 * Reads JSON or multipart; multipart names such as `contract_payment[notes]` become nested objects.
 */
export async function readBody(request: Request): Promise<{ body: Fields; files: UploadedFile[] }> {
  if (request.method === "GET") return { body: {}, files: [] };
  if (request.headers.get("content-type")?.startsWith("multipart/form-data")) {
    return readForm(await request.formData());
  }
  const text = await request.text();
  if (text === "") return { body: {}, files: [] };
  try {
    const parsed: unknown = parseExact(text);
    if (Array.isArray(parsed)) return { body: { items: parsed }, files: [] };
    return { body: isFields(parsed) ? parsed : {}, files: [] };
  } catch {
    throw malformed("base", "the request body is not valid JSON");
  }
}

async function readForm(form: FormData): Promise<{ body: Fields; files: UploadedFile[] }> {
  const body: Fields = {};
  const files: UploadedFile[] = [];
  for (const [name, value] of form.entries()) {
    if (typeof value !== "string") {
      files.push({
        filename: value.name,
        contentType: value.type || "application/octet-stream",
        bytes: new Uint8Array(await value.arrayBuffer()),
      });
      continue;
    }
    place(body, name.split(/[[\]]+/).filter(Boolean), value);
  }
  return { body, files };
}

function place(into: Fields, [head, ...rest]: string[], value: string): void {
  if (head === undefined) return;
  if (rest.length === 0) {
    into[head] = value;
    return;
  }
  const inner = isFields(into[head]) ? into[head] : {};
  into[head] = inner;
  place(inner, rest, value);
}
