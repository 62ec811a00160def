import type { Sandbox } from "./sandbox.ts";

const CALLS = 300;

/**
 * Calls as many at once as allowed and does nothing else: how long one call takes on this machine,
 * in ms. NetSuite refuses it the token, after the same wait.
 */
export async function bareCallMs({ url }: Sandbox, concurrency: number): Promise<number> {
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, () =>
      callInTurn(`${url}/services/rest/system/v1/serverTime`, CALLS / concurrency),
    ),
  );
  return ((performance.now() - begun) * concurrency) / CALLS;
}

async function callInTurn(url: string, times: number): Promise<void> {
  for (let call = 0; call < times; call += 1) await (await fetch(url)).text();
}
