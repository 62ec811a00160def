import type { ConnectorSetUp, Lane } from "../../../server/connectors/connector.ts";
import type { Entered } from "../../../server/connectors/fields.ts";
import { nameRefusal } from "../../../server/connectors/name-refusal.ts";
import {
  CredentialsRefusedError,
  RateLimitedError,
  RemoteError,
  type RemoteFacts,
  UnknownOutcomeError,
} from "../../../server/errors.ts";
import { refusals } from "./description.ts";

export type Pause = (ms: number) => Promise<void>;

interface Calling {
  lane: Lane;
  beforeWrite: ConnectorSetUp["beforeWrite"];
  pause: Pause;
}

export interface Asking {
  method: "GET" | "PUT" | "POST";
  path: string;
  body?: unknown;
}

const TRIES = 5;
const PAUSE_MS = 1_000;

/** One call of the Ledger, signed in, tried again where it may be. Undefined: there is none. */
export function client({ address, book, key }: Entered, { lane, beforeWrite, pause }: Calling) {
  let token: Promise<string> | undefined;

  const exchange = ({ method, path, body }: Asking, authorization?: string) =>
    lane(() =>
      fetch(`${address}${path}`, {
        method,
        headers: {
          ...(body !== undefined && { "content-type": "application/json" }),
          ...(authorization !== undefined && { authorization }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }).then(readAnswer),
    ).catch((cause: unknown) => ({ status: 0, body: undefined, cause }));

  async function signIn(): Promise<string> {
    const { status, body } = await exchange({
      method: "POST",
      path: "/sign-in",
      body: { book, key },
    });
    if (status === 200) return (body as { token: string }).token;
    throw status === 401
      ? new CredentialsRefusedError(factsOf(status, body))
      : new RemoteError(factsOf(status, body));
  }

  return async function ask<Answer>(asking: Asking): Promise<Answer | undefined> {
    const isWrite = asking.method === "PUT";
    let hasRenewed = false;
    for (let tried = 1; ; tried += 1) {
      const mine = (token ??= signIn());
      if (isWrite) await beforeWrite?.();
      const { status, body } = await exchange(asking, `Bearer ${await mine}`);
      if (status === 200 && body !== undefined) return body as Answer;
      if (status === 404) return undefined;
      const facts = factsOf(status, body);
      if (status === 401 && !hasRenewed) {
        hasRenewed = true;
        if (token === mine) token = undefined;
      } else if (status === 429 && tried < TRIES) {
        await pause(PAUSE_MS);
      } else if (status === 429) {
        throw new RateLimitedError({ ...facts, retryAt: new Date(Date.now() + PAUSE_MS) });
      } else if (!facts.retryable) {
        throw new RemoteError(facts);
      } else if (isWrite) {
        throw new UnknownOutcomeError(facts);
      } else if (tried >= TRIES) {
        throw new RemoteError(facts);
      } else {
        await pause(PAUSE_MS);
      }
    }
  };
}

/** What is no JSON comes from somebody else. */
async function readAnswer(response: Response) {
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) as unknown };
  } catch {
    return { status: response.status, body: undefined };
  }
}

function factsOf(status: number, body: unknown): RemoteFacts {
  const { code, message } = (body ?? {}) as { code?: string; message?: string };
  const refusal = nameRefusal(refusals, [{ code, words: message ?? "", place: undefined }]);
  return {
    system: "The Ledger",
    reason: message ?? "it did not answer in a way that can be read",
    isQuoted: message !== undefined,
    retryable: message === undefined || status === 429 || status >= 500,
    ...(status > 0 && { remoteStatus: status }),
    ...(code !== undefined && { remoteCode: code }),
    ...(refusal && { refusal }),
  };
}
