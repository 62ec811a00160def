import { deserialize, serialize } from "node:v8";
import { http, type HttpHandler } from "msw";
import { z } from "zod";
import { BadAct, faultsIn, type Act, type KeptSystem } from "../core/system.ts";
import type { AppRegistration } from "./access.ts";
import { DEEDS } from "./acts/table.ts";
import { createState } from "./create-state.ts";
import { oauthDoors } from "./oauth/doors.ts";
import { pages } from "./pages/pages.ts";
import { plain } from "./plain.ts";
import { dispatcher } from "./rest/dispatch.ts";
import { ENDPOINTS } from "./rest/endpoints/all.ts";
import { rateHeaders, tooMany } from "./rest/rate-limits.ts";
import type { ProcoreState } from "./state.ts";
import { Dispatcher } from "./webhooks/dispatcher.ts";
import { isOnItsWay, withNumbers, withTexts } from "./webhooks/kept.ts";

export interface ProcoreOptions {
  appClientId: string;
  appClientSecret: string;
  redirectUris: string[];
  /** Base URL of the app: its panel, console and install pages. */
  appOrigin: string;
  serviceClientId?: string;
  serviceClientSecret?: string;
}

type KeptState = Omit<ProcoreState, "send" | "deliveries"> & {
  deliveries: ReturnType<typeof withTexts>[];
};

export interface ProcoreSystem extends KeptSystem {
  /**
   * Settings of the registered app that may be known only after it listens. Kept through a reset.
   */
  configure(options: Partial<ProcoreOptions>): void;
  /** The live state, for pages and tests in the same process. */
  live(): ProcoreState;
}

/** Procore: login host, API host and web pages on one origin. */
export function procore(options: ProcoreOptions): ProcoreSystem {
  let settings = { ...options };
  let state = createState({ app: registration(settings) });
  const webhooks = new Dispatcher(() => state);
  const open = () => {
    state.send = (delivery) => webhooks.enqueue(delivery);
  };
  open();
  const rest = dispatcher(ENDPOINTS);
  const handlers: HttpHandler[] = [
    http.all("*", ({ request }) => {
      state.origin ||= new URL(request.url).origin;
    }),
    http.all("*/rest/*", ({ request }) => rest(state, request)),
    ...oauthDoors(() => state),
    http.get("*/files/:id/:filename", ({ params }) => file(state, `${params.id as string}`)),
    ...pages({ state: () => state }),
  ];
  return {
    name: "procore",
    handlers,
    live: () => state,
    state: () => plain(state),
    configure(changed) {
      settings = { ...settings, ...changed };
      state.app = registration(settings);
    },
    reset() {
      webhooks.clear();
      const { origin } = state;
      state = createState({ app: registration(settings) });
      state.origin = origin;
      open();
    },
    keep() {
      const { send: _, ...known } = state;
      return serialize({
        ...known,
        deliveries: known.deliveries.map(withTexts),
      } satisfies KeptState);
    },
    takeUp(kept) {
      webhooks.clear();
      const known = deserialize(kept) as KeptState;
      const deliveries = known.deliveries.map(withNumbers);
      state = { ...known, deliveries, app: registration(settings), send: () => {} };
      open();
      for (const delivery of state.deliveries.filter(isOnItsWay)) webhooks.enqueue(delivery);
    },
    act: (action) => act(state, webhooks, action),
    rateLimited: () =>
      tooMany(
        state,
        rateHeaders(state.rateLimits.perTenSeconds, 0, Math.ceil(Date.now() / 1_000) + 1),
      ),
    stop: () => webhooks.stop(),
  };
}

/** Up to a year at once: beyond what a date can hold nothing works any more. */
const ClockStep = z.strictObject({
  hours: z.number().min(0).max(8_784).default(0),
  seconds: z.number().min(0).max(31_622_400).default(0),
});

/** The acts of the table, and those that move the clock or wait for webhooks. */
async function act(
  state: ProcoreState,
  webhooks: Dispatcher,
  { do: name, ...given }: Act,
): Promise<unknown> {
  if (name === "advance_clock") {
    const { hours, seconds } = read(name, ClockStep, given);
    state.clockOffsetMs += (hours * 3_600 + seconds) * 1_000;
    webhooks.wake();
    await webhooks.settle();
    return { now: new Date(Date.now() + state.clockOffsetMs).toISOString() };
  }
  if (name === "settle_webhooks") {
    await webhooks.settle();
    return { deliveries: state.deliveries.length };
  }
  const deed = Object.hasOwn(DEEDS, name) ? DEEDS[name] : undefined;
  if (!deed) {
    throw new BadAct(
      `Procore's screens have no "${name}"; they have ${Object.keys(DEEDS).join(", ")}, advance_clock, settle_webhooks.`,
    );
  }
  const done = deed.run(state, read(name, deed.arguments, given) as never);
  webhooks.wake();
  return plain(done);
}

function read<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  given: object,
): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new BadAct(`${name}: ${faultsIn(parsed.error)}`);
  return parsed.data;
}

function registration(options: ProcoreOptions): AppRegistration {
  return {
    name: "Crosstie",
    clientId: options.appClientId,
    clientSecret: options.appClientSecret,
    serviceClientId: options.serviceClientId ?? null,
    serviceClientSecret: options.serviceClientSecret ?? null,
    redirectUris: options.redirectUris,
    origin: options.appOrigin,
    versionKey: "sandbox-app-version-key",
    version: "1.0.0",
    description:
      "Ties Procore to the systems where the money and the hours live: commitments, invoices and payments move both ways.",
  };
}

function file(state: ProcoreState, id: string): Response {
  const bytes = state.files.get(id);
  return bytes
    ? new Response(bytes, {
        headers: {
          "content-type": "application/octet-stream",
          "content-disposition": "attachment",
        },
      })
    : new Response("Not found", { status: 404 });
}
