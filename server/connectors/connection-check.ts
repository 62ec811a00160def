import type { MissingPermission } from "./missing-permission.ts";
import type { Wanted } from "./wanted.ts";

export interface ConnectionCheck {
  /** One line for the person who set it up: `Account 4711 · Honeycomb Builders Inc.` */
  summary: string;
  /** By the ids of the setting fields that choose from it. */
  choices: Record<string, Choice[]>;
  wanted?: Wanted[];
  /** None that is needed: `check` rejects for those. */
  missing?: MissingPermission[];
}

export interface Choice {
  id: string;
  name: string;
}
