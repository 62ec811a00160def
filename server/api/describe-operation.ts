import { z } from "zod";
import { procoreId, Refusal } from "./contract.ts";
import type { Operation } from "./operation.ts";

/** As OpenAPI writes it. */
export function describeOperation(
  path: string,
  { does, asks, takes, gives, streams, files, status = 200, isOpen }: Operation,
) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: schemaOf(procoreId, "input"),
  }));
  const content = streams
    ? { "text/event-stream": { schema: schemaOf(streams, "output") } }
    : files
      ? Object.fromEntries(files.map((type) => [type, { schema: { type: "string" } }]))
      : gives && json(gives, "output");
  return {
    summary: does,
    ...(isOpen && { security: [] }),
    parameters: [...inPath, ...(asks ? queryOf(asks) : [])],
    ...(takes && { requestBody: { required: true, content: json(takes, "input") } }),
    responses: {
      [status]: { description: does, ...(content && { content }) },
      default: {
        description: "Refused: what happened, whose move it is, what to do.",
        content: json(Refusal, "output"),
      },
    },
  };
}

function queryOf(asks: z.ZodObject) {
  const { properties = {}, required = [] } = schemaOf(asks, "input");
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function json(schema: z.ZodType, io: "input" | "output") {
  return { "application/json": { schema: schemaOf(schema, io) } };
}

function schemaOf(schema: z.ZodType, io: "input" | "output") {
  return z.toJSONSchema(schema, { io });
}
