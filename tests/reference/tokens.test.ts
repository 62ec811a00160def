import { describe, expect, it } from "vitest";
import { openStage } from "../sandbox/procore/stage.ts";
import { faultsOf, openReference, REFERENCE, type Reference } from "./reference.ts";

if (!REFERENCE) {
  console.info(
    "Skipped: PROCORE_REFERENCE names no folder, so tokens are not held against the reference.",
  );
}

describe.skipIf(!REFERENCE)("tokens against the reference", () => {
  const reference = (REFERENCE ? openReference(REFERENCE) : undefined) as Reference;

  it("a token and what is known about it are as noted", async () => {
    const stage = await openStage();
    const { clientId: client_id, clientSecret: client_secret } = stage.state.app;

    const granted = await fetch(`${stage.url}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret }),
    });
    const token = (await granted.json()) as { access_token: string };
    const told = await fetch(`${stage.url}/oauth/token/info`, {
      headers: { authorization: `Bearer ${token.access_token}` },
    });
    await stage.close();

    expect([granted.status, told.status]).toEqual([200, 200]);
    expect(faultsOf(reference.response("POST /oauth/token", 200) ?? {}, token)).toEqual([]);
    expect(
      faultsOf(reference.response("GET /oauth/token/info", 200) ?? {}, await told.json()),
    ).toEqual([]);
  });
});
