/** Addresses of the host's pages. */
export function companyPath(companyId: string, ...rest: string[]): string {
  return ["/companies", companyId, ...rest].join("/");
}

export function projectPath(projectId: string, ...rest: string[]): string {
  return ["/projects", projectId, ...rest].join("/");
}

export function commitmentPath(
  { projectId, id }: { projectId: string; id: string },
  ...rest: string[]
): string {
  return projectPath(projectId, "commitments", id, ...rest);
}
