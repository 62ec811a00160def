import { setTimeout as wait } from "node:timers/promises";
import type { Options } from "../options.ts";
import { invalidMethod, noSuchRecord, Refusal } from "../refusal.ts";
import { resource } from "./answer.ts";

const ROOT = "/services/rest/async/v1/job";

type Work = () => Promise<Response>;
interface Kept {
  status: number;
  headers: Headers;
  body: string;
}
interface Task {
  id: string;
  started: string;
  ended?: string;
  kept?: Kept;
}
interface Job {
  id: string;
  tasks: Task[];
  /** What a query job's result has to be asked for with as well. */
  prefer: string | undefined;
}

export const isAsync = (request: Request) =>
  /respond-async/i.test(request.headers.get("prefer") ?? "");

/**
 * What was sent with `Prefer: respond-async`: taken at once, done one after another, kept with its
 * answer. Source: NetSuite help, "Asynchronous Request Processing" (subsect_161278579295).
 */
export class AsyncJobs {
  readonly #options: Options;
  readonly #stopping = new AbortController();
  #jobs = new Map<string, Job>();
  /** An idempotency key counts here alone: a synchronous request's is ignored. */
  #keys = new Map<string, string>();
  #last = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  async accept(
    request: Request,
    works: Work[],
    { prefer }: { prefer?: string } = {},
  ): Promise<Response> {
    const { origin } = new URL(request.url);
    const key = request.headers.get("x-netsuite-idempotency-key");
    const first = key === null ? undefined : this.#keys.get(key);
    if (first) return this.#conflict(`${origin}${ROOT}/${first}`);
    this.#last += 1;
    const job: Job = {
      id: String(this.#last),
      tasks: works.map((_, index) => ({ id: String(index + 1), started: this.#now() })),
      prefer,
    };
    this.#jobs.set(job.id, job);
    if (key !== null) this.#keys.set(key, job.id);
    void this.#run(job, works);
    return new Response(null, {
      status: 202,
      headers: {
        location: `${origin}${ROOT}/${job.id}`,
        "preference-applied": "respond-async",
        "x-netsuite-jobid": job.id,
      },
    });
  }

  /** `/job/{id}`, `/task`, `/task/{n}` and `/task/{n}/result`. */
  answer(request: Request): Response {
    const url = new URL(request.url);
    if (request.method !== "GET") throw invalidMethod(request.method, url.pathname);
    const [id = "", word, number, last] = url.pathname
      .slice(url.pathname.indexOf(ROOT) + ROOT.length)
      .split("/")
      .filter(Boolean);
    const job = this.#jobs.get(id);
    const href = `${url.origin}${ROOT}/${id}`;
    if (!job || (word !== undefined && word !== "task")) throw noSuchRecord();
    if (word === undefined) return resource(showJob(job, href), "singular");
    if (number === undefined) return resource(showTasks(job, href), "collection");
    const task = job.tasks.find((one) => one.id === number);
    if (!task) throw noSuchRecord();
    if (last === undefined) return resource(showTask(task, href), "singular");
    if (last !== "result" || !task.kept) throw noSuchRecord();
    return replay(task.kept, job, request);
  }

  forget(): void {
    this.#jobs.clear();
    this.#keys.clear();
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #run(job: Job, works: Work[]): Promise<void> {
    for (const [index, work] of works.entries()) {
      const task = job.tasks[index] as Task;
      const { signal } = this.#stopping;
      await wait(this.#options.asyncMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      task.started = this.#now();
      const response = await work();
      const { status, headers } = response;
      task.kept = { status, headers, body: await response.text() };
      task.ended = this.#now();
    }
  }

  #now(): string {
    return `${this.#options.now().toISOString().slice(0, 19)}Z`;
  }

  /** Status unconfirmed: Oracle's page shows 400 under the title "Conflict", a client knows 409. */
  async #conflict(location: string): Promise<Response> {
    const status = this.#options.reusedKeyStatus;
    const refusal = new Refusal(status, {
      detail: "The idempotency key was already used for another request.",
      code: "IDEMPOTENCY_ERROR",
      header: "X-NetSuite-Idempotency-Key",
    });
    const answer = refusal.toResponse();
    const body = { ...((await answer.json()) as object), title: "Conflict" };
    return Response.json(body, {
      status,
      headers: { location, "content-type": answer.headers.get("content-type") ?? "" },
    });
  }
}

const isDone = ({ tasks }: Job) => tasks.every(({ ended }) => ended !== undefined);
const self = (href: string) => [{ rel: "self", href }];

/** That the job succeeded says only that it ran. */
function showJob(job: Job, href: string) {
  return {
    links: self(href),
    id: job.id,
    completed: isDone(job),
    progress: isDone(job) ? "succeeded" : "pending",
    task: { links: self(`${href}/task`) },
  };
}

function showTasks(job: Job, href: string) {
  const items = job.tasks.map(({ id }) => ({ links: self(`${href}/task/${id}`), id }));
  const count = items.length;
  return {
    links: self(`${href}/task`),
    count,
    hasMore: false,
    items,
    offset: 0,
    totalResults: count,
  };
}

function showTask({ id, started, ended, kept }: Task, href: string) {
  const links = [
    ...self(`${href}/task/${id}`),
    { rel: "result", href: `${href}/task/${id}/result` },
  ];
  if (!kept) return { links, id, completed: false, progress: "pending" };
  const progress = kept.status < 400 ? "succeeded" : "failed";
  return { links, id, completed: true, progress, startTime: started, endTime: ended };
}

function replay({ status, headers, body }: Kept, { prefer }: Job, request: Request): Response {
  if (prefer && !request.headers.get("prefer")?.toLowerCase().includes(prefer)) {
    throw new Refusal(400, {
      detail: `Required request header 'Prefer' with the value '${prefer}' is missing.`,
      code: "INVALID_HEADER",
      header: "Prefer",
    });
  }
  return new Response(body === "" ? null : body, { status, headers });
}
