export interface Place {
  companyId: string;
  projectId?: string;
}

interface Kept<Permissions> {
  answer: Promise<Permissions>;
  until: number;
}

const KEPT_MS = 60_000;
const MOST_KEPT = 10_000;

/**
 * What Procore lets a person do in a company or project, asked at most once a minute. What is asked
 * is handed in, since this room does not
 * know Procore. A failure is not kept.
 */
export function rememberPermissions<Permissions>(
  ask: (who: Place & { userId: string }) => Promise<Permissions>,
) {
  const kept = new Map<string, Kept<Permissions>>();

  return function permissionsOf(
    { userId }: { userId: string },
    { companyId, projectId }: Place,
  ): Promise<Permissions> {
    const key = `${userId} ${companyId} ${projectId ?? ""}`;
    const known = kept.get(key);
    if (known && known.until > Date.now()) return known.answer;
    if (kept.size >= MOST_KEPT) kept.clear();
    const answer = ask({ userId, companyId, ...(projectId !== undefined && { projectId }) });
    kept.set(key, { answer, until: Date.now() + KEPT_MS });
    answer.catch(() => {
      if (kept.get(key)?.answer === answer) kept.delete(key);
    });
    return answer;
  };
}
