import { setTimeout as wait } from "node:timers/promises";
import { http, type HttpHandler } from "msw";
import type { System } from "../../sandbox/core/system.ts";
import { Books, type Entry, type Kept, LedgerRefusal } from "./books.ts";

export interface ServedBooks extends System {
  books: Books;
  key: string;
  /** How many calls at once, and how long each takes. */
  limit: { atOnce: number; latencyMs: number };
  signEveryoneOut(): void;
}

type Answerer = (request: Request) => unknown;

/** The Ledger as it answers over HTTP: signs in, keeps what it is sent, tells what was paid. */
export function servedBooks(): ServedBooks {
  const books = new Books();
  const key = "a-ledger-key";
  const limit = { atOnce: 8, latencyMs: 0 };
  let token = "first";
  let running = 0;

  async function guard(request: Request, answer: Answerer, isOpen = false): Promise<Response> {
    if (!isOpen && request.headers.get("authorization") !== `Bearer ${token}`) {
      return refused(401, "signed_out", "Sign in again.");
    }
    if (running >= limit.atOnce) return tooMany();
    running += 1;
    try {
      if (limit.latencyMs > 0) await wait(limit.latencyMs);
      const body = await answer(request);
      return body instanceof Response ? body : Response.json(body);
    } catch (error) {
      if (error instanceof LedgerRefusal) return refused(422, "no", error.message);
      throw error;
    } finally {
      running -= 1;
    }
  }
  const get = (path: string, answer: Answerer): HttpHandler =>
    http.get(path, ({ request }) => guard(request, answer));

  const handlers = [
    http.post("*/sign-in", ({ request }) =>
      guard(
        request,
        async () => {
          const typed = (await request.json()) as { key: string };
          return typed.key === key ? { token } : refused(401, "bad_key", "That key opens no book.");
        },
        true,
      ),
    ),
    get("*/journals", () => [{ id: "AP", name: "Payables" }]),
    http.put("*/entries/:kind/:reference", ({ request, params }) =>
      guard(request, async () =>
        answerOf(books.put(String(params.reference), (await request.json()) as Entry)),
      ),
    ),
    http.get("*/entries/:kind/:reference", ({ request, params }) =>
      guard(request, () => {
        const kept = books.find(String(params.kind), String(params.reference));
        return kept ? answerOf(kept) : refused(404, "none", "There is no such entry.");
      }),
    ),
    get("*/creditors", () => books.kept.filter(({ body }) => body.kind === "vendor")),
    get("*/debits", (request) => {
      const number = asked(request, "number").toLowerCase();
      const creditor = asked(request, "creditor");
      return books.kept.filter(
        (one) => one.body.vendorId === creditor && one.number.toLowerCase() === number,
      );
    }),
    get("*/changes", (request) => {
      const after = Number(asked(request, "after"));
      const since = Number(asked(request, "since"));
      const changes = books.changes.map((change, index) => ({ ...change, place: index + 1 }));
      return changes.filter(({ place, at }) => place > after && at >= since).slice(0, 20);
    }),
    get("*/standings", (request) =>
      asked(request, "entries")
        .split(",")
        .flatMap((id) => books.byId(id) ?? [])
        .map((entry) => ({
          id: entry.id,
          number: entry.number,
          total: books.total(entry).toFixed(2),
          currency: entry.body.currency ?? undefined,
          vendorId: entry.body.vendorId,
          lines: entry.body.lines,
          numbers: entry.lines,
        })),
    ),
    get("*/payouts", (request) =>
      asked(request, "debits")
        .split(",")
        .flatMap((id) => books.byId(id) ?? [])
        .map((debit) => ({
          id: debit.id,
          number: debit.number,
          total: books.total(debit).toFixed(2),
          open: books.total(debit).minus(books.paid(debit.id)).toFixed(2),
          payouts: books.payouts.filter(({ debitId }) => debitId === debit.id),
        })),
    ),
  ];
  return {
    name: "The Ledger",
    books,
    key,
    limit,
    handlers,
    signEveryoneOut: () => void (token = `${token}+`),
    state: () => ({ kept: books.kept, payouts: books.payouts }),
    reset: () => undefined,
    act: () => undefined,
    rateLimited: tooMany,
    stop: () => undefined,
  };
}

const answerOf = ({ id, number, lines, body }: Kept) => ({ id, number, lines, body });
const asked = (request: Request, name: string) => new URL(request.url).searchParams.get(name) ?? "";
const refused = (status: number, code: string, message: string) =>
  Response.json({ code, message }, { status });
const tooMany = () => refused(429, "busy", "The Ledger is busy.");
