import { deserialize, serialize } from "node:v8";
import type { KeptSystem } from "../core/system.ts";
import { Account, type KeptAccount } from "./account.ts";
import { act } from "./acts/act.ts";
import { keyPair } from "./auth/key-pair.ts";
import { TokenBased } from "./auth/token-based.ts";
import { tokenEndpoint } from "./auth/token-endpoint.ts";
import { Tokens } from "./auth/tokens.ts";
import { Gate, limitExceeded } from "./gate.ts";
import { DEFAULTS, type Options } from "./options.ts";
import { Warehouse } from "./query/warehouse.ts";
import { AsyncJobs } from "./records/async-jobs.ts";
import { restServices } from "./rest-services.ts";
import { screens } from "./screens/screens.ts";
import { seededAccount } from "./seed.ts";
import { stateOf } from "./state.ts";

/** What an outside client needs to sign in. */
export interface Credentials {
  accountId: string;
  clientId: string;
  certificateId: string;
  /** PKCS8, PEM. */
  privateKey: string;
  /** For token-based authentication. */
  consumerKey: string;
  consumerSecret: string;
  tokenId: string;
  tokenSecret: string;
}

/** A NetSuite account behind its REST services (SuiteTalk) and a few screens for people. */
export function netsuite(given: Partial<Options> = {}): KeptSystem & { credentials: Credentials } {
  const initial: Options = { ...DEFAULTS, ...given };
  const options: Options = { ...initial };
  const { publicKey, privateKey } = keyPair(initial.privateKey);
  const gate = new Gate(options);
  const tokens = new Tokens(options);
  const jobs = new AsyncJobs(options);
  let account = seededAccount(options);
  let warehouse = new Warehouse(account);
  const rebuild = (anew: Account = account) => {
    warehouse.close();
    account = anew;
    account.touchAll();
    warehouse = new Warehouse(account);
  };

  return {
    name: "netsuite",
    credentials: credentialsOf(options, privateKey),
    handlers: [
      ...restServices({
        options,
        gate,
        tokens,
        tokenBased: new TokenBased(options),
        jobs,
        account: () => account,
        warehouse: () => warehouse,
        giveToken: (request) => tokenEndpoint(request, { options, publicKey, tokens }),
      }),
      ...screens(() => account),
    ],
    state: () => stateOf(account, gate),
    reset() {
      Object.assign(options, initial);
      tokens.expireAll();
      jobs.forget();
      gate.forget();
      rebuild(seededAccount(options));
    },
    keep: () => serialize({ account: account.keep(), options: chosenIn(options) }),
    takeUp(kept) {
      const known = deserialize(kept) as { account: KeptAccount; options: Partial<Options> };
      Object.assign(options, known.options);
      rebuild(Account.from(options, known.account));
    },
    act: (action) => act(action, { account, tokens, options, rebuild: () => rebuild() }),
    rateLimited: () => limitExceeded(options.concurrencyStatus),
    stop() {
      gate.stop();
      jobs.stop();
    },
  };
}

/** Without the clock and the keys. */
function chosenIn({ now: _now, privateKey: _key, ...chosen }: Options): Partial<Options> {
  return chosen;
}

function credentialsOf(options: Options, privateKey: string): Credentials {
  const { accountId, clientId, certificateId } = options;
  const { consumerKey, consumerSecret, tokenId, tokenSecret } = options;
  const machine = { accountId, clientId, certificateId, privateKey };
  return { ...machine, consumerKey, consumerSecret, tokenId, tokenSecret };
}
