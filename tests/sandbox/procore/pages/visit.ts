import { http, HttpResponse, type HttpHandler } from "msw";
import type { Author, Session } from "../access.ts";
import { sessionOf } from "../oauth/sessions.ts";
import type { User } from "../records.ts";
import { Refusal } from "../rest/refusal.ts";
import type { ProcoreState } from "../state.ts";
import { Form } from "./form.ts";
import { html, type Markup } from "./html.ts";
import { gate } from "./layout.ts";
import { PageRefused } from "./refusals.ts";
import { showPage } from "./show-page.ts";

/** One signed-in request for a page, or one form that a page sent. */
export interface Visit {
  state: ProcoreState;
  url: URL;
  user: User;
  session: Session;
  /** The person, acting in the screens and not through an app. */
  by: Author;
  /** Path parameter; empty when the route has none of this name. */
  param(name: string): string;
  form: Form;
}

type State = () => ProcoreState;

export function show(state: State, path: string, page: (visit: Visit) => Markup): HttpHandler {
  return http.get(`*${path}`, ({ request, params }) =>
    isAt(request, path)
      ? visiting(state(), request, { params, answer: (visit) => showPage(page(visit)) })
      : undefined,
  );
}

/** `act` changes something and returns where the browser goes next. */
export function submit(state: State, path: string, act: (visit: Visit) => string): HttpHandler {
  const answer = (visit: Visit) => {
    const sent = visit.form.text("csrf", "The form's token");
    if (sent !== visit.session.csrf) {
      throw new PageRefused(
        403,
        "This form is from another sign-in. Open the page again and repeat what you did.",
      );
    }
    return HttpResponse.redirect(new URL(act(visit), visit.url), 303);
  };
  return http.post(`*${path}`, ({ request, params }) =>
    isAt(request, path) ? visiting(state(), request, { params, answer }) : undefined,
  );
}

/**
 * `*` would also match API addresses that end alike (`/rest/v1.0/companies/1`); those go on to the
 * next handler.
 */
function isAt(request: Request, path: string): boolean {
  return new URL(request.url).pathname.split("/").length === path.split("/").length;
}

interface Answering {
  params: Record<string, string | readonly string[] | undefined>;
  answer(visit: Visit): Response;
}

async function visiting(
  state: ProcoreState,
  request: Request,
  { params, answer }: Answering,
): Promise<Response> {
  const url = new URL(request.url);
  const current = sessionOf(state, request);
  if (!current) {
    const backTo =
      request.method === "GET" ? `?return_to=${encodeURIComponent(url.pathname + url.search)}` : "";
    return HttpResponse.redirect(new URL(`/login${backTo}`, url), 303);
  }
  const { session, user } = current;
  const form = new Form(request.method === "POST" ? await request.text() : "");
  const param = (name: string) => String(params[name] ?? "");
  try {
    return answer({
      state,
      url,
      user,
      session,
      by: { userId: user.id, applicationId: null },
      param,
      form,
    });
  } catch (error) {
    if (error instanceof PageRefused) return refused(error.status, error.message);
    if (error instanceof Refusal) return refused(error.status, wordsOf(error));
    throw error;
  }
}

/** The API's rules speak in `{ field: [reason] }`; a screen shows them as sentences. */
function wordsOf({ errors }: Refusal): string {
  if (typeof errors !== "object" || errors === null) return String(errors);
  if (Array.isArray(errors)) return errors.join(" ");
  return Object.entries(errors)
    .map(([field, reasons]) => `${field} ${[reasons].flat().join(", ")}`)
    .join("; ");
}

function refused(status: number, message: string): Response {
  const title =
    status === 404
      ? "Page not found"
      : status === 403
        ? "You do not have access"
        : "This could not be saved";
  const body = html`<section class="card"><h1>${title}</h1><p class="notice bad" role="alert">${message}</p>
    <p class="row"><button class="button secondary" type="button" data-back hidden>Go back</button><a class="button quiet" href="/">Home</a></p></section>`;
  return showPage(gate(title, body), status);
}
