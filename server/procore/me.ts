import { z } from "zod";
import type { Actor } from "./actor.ts";
import type { ProcoreClient } from "./client.ts";
import { id } from "./shapes.ts";
import { parseAnswer } from "./parse-answer.ts";

export interface Me {
  /** The same in all companies. */
  id: string;
  login: string;
  /** Procore names the user only within a company. */
  name: string | undefined;
}

const MeShape = z.object({ id, login: z.string(), name: z.string().nullish() });

export async function fetchMe(
  procore: ProcoreClient,
  { as, companyId }: { as: Actor; companyId?: string },
): Promise<Me> {
  const { body } = await procore.call({
    path: "/rest/v1.0/me",
    query: { company_id: companyId },
    companyId,
    as,
  });
  const me = parseAnswer(MeShape, body);
  return { id: me.id, login: me.login, name: me.name ?? undefined };
}
