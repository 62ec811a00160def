import { z } from "zod";
import { Fault, type Faults } from "./faults.ts";
import { ActRefused, BadAct, faultsIn, type System } from "./system.ts";

export interface Call {
  method: string;
  path: string;
  status: number;
  count: number;
}

interface Control {
  system: System;
  faults: Faults;
  calls(): Call[];
  forget(): void;
}

const Act = z.looseObject({ do: z.string() });
const done = () => new Response(null, { status: 204 });

/**
 * The doors under `/_sandbox/`. What cannot be is refused with a sentence: 400 when it makes no
 * sense, 409 when it does not go now.
 */
export async function control(request: Request, door: string, given: Control): Promise<Response> {
  try {
    return await answer(request, door, given);
  } catch (error) {
    if (error instanceof ActRefused) {
      return Response.json(
        { errors: error.message },
        { status: error instanceof BadAct ? 400 : 409 },
      );
    }
    return Response.json(
      {
        errors: `The sandbox itself failed: ${error instanceof Error ? error.stack : String(error)}`,
      },
      { status: 500 },
    );
  }
}

async function answer(
  request: Request,
  door: string,
  { system, faults, calls, forget }: Control,
): Promise<Response> {
  switch (`${request.method} ${door}`) {
    case "GET calls":
      return Response.json(calls());
    case "DELETE calls":
      forget();
      return done();
    case "GET faults":
      return Response.json(faults.list());
    case "POST faults": {
      const fault = await read(request, Fault);
      faults.add(fault);
      return Response.json(fault, { status: 201 });
    }
    case "DELETE faults":
      faults.clear();
      return done();
    case "GET state":
      return Response.json(system.state());
    case "POST reset":
      system.reset();
      faults.clear();
      forget();
      return done();
    case "POST act":
      return Response.json((await system.act(await read(request, Act))) ?? null);
    default:
      return Response.json(
        { errors: `no such door: ${request.method} /_sandbox/${door}` },
        { status: 404 },
      );
  }
}

async function read<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body: unknown = await request.json().catch((cause: unknown) => {
    throw new BadAct("The body must be JSON.", { cause });
  });
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new BadAct(faultsIn(parsed.error));
  return parsed.data;
}
