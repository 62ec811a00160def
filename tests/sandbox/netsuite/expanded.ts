import type { Client } from "./client.ts";

interface Expanded {
  item: {
    items: { line: number; amount: number; item: { id: string; refName: string } }[];
    totalResults: number;
  };
  expense: { items: unknown[] };
}

/** A record with its lines. */
export const expanded = async (client: Client, path: string) =>
  (await client.record("GET", `${path}?expandSubResources=true`)).body as unknown as Expanded &
    Record<string, unknown>;
