import { send } from "./request.ts";

/** Named as the server names it. Rejects when it did not come whole. */
export async function fetchFile(path: string, otherwise: string): Promise<File> {
  const response = await send(path);
  const named = response.headers.get("content-disposition") ?? "";
  const name = /filename="?([\w.-]+)/.exec(named)?.[1] ?? otherwise;
  return new File([await response.blob()], name);
}
