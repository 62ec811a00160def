import { Router } from "express";
import { z } from "zod";
import { procoreId, Refusal } from "./contract.ts";
import type { Operation } from "./operation.ts";
import { operations, type OtherSchemas } from "./operations.ts";

export function openapi(others: OtherSchemas): Router {
  const document = describe(others);
  return Router().get("/openapi.json", (_req, res) => void res.json(document));
}

/** @internal */
export function describe(others: OtherSchemas) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [door, operation] of Object.entries(operations(others))) {
    const [method = "", path = ""] = door.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: describeOperation(path, operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Crosstie",
      version: "1",
      description:
        "Money: decimal strings. Instants: ISO 8601 UTC. Dates: YYYY-MM-DD. Ids: strings.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ session: [] }],
    components: { securitySchemes: { session: { type: "http", scheme: "bearer" } } },
    paths,
  };
}

function describeOperation(
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
