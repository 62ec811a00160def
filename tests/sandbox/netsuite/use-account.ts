import { afterEach, beforeEach, onTestFinished } from "vitest";
import { type Client, openAccount } from "./client.ts";
import type { Options } from "./options.ts";

type Account = Awaited<ReturnType<typeof openAccount>>;

/** A fresh account for every test; `begin` is handed what each begins with. */
export function useAccount(begin: (account: Account) => void): void {
  let account: Account;
  beforeEach(async () => {
    account = await openAccount();
    begin(account);
  });
  afterEach(() => account.close());
}

/** A fresh account for this test alone. */
export async function openClient(options: Partial<Options> = {}): Promise<Client> {
  const account = await openAccount(options);
  onTestFinished(() => account.close());
  return account.client;
}
