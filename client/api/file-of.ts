/** As the server names it. */
export async function fileOf(response: Response, otherwise: string): Promise<File> {
  const named = response.headers.get("content-disposition") ?? "";
  const name = /filename="?([\w.-]+)/.exec(named)?.[1] ?? otherwise;
  return new File([await response.blob()], name);
}
