import { Router } from "express";
import { describeOperation } from "./describe-operation.ts";
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
    security: [{ session: [] }, { cookie: [] }],
    components: {
      securitySchemes: {
        session: { type: "http", scheme: "bearer" },
        cookie: {
          type: "apiKey",
          in: "cookie",
          name: "__Host-crosstie",
          description:
            "For our own pages: counts only with the header `x-crosstie: 1`, and with our own Origin where a request acts. `x-crosstie-session` names the session that the page shows: the request is refused if the cookie has another.",
        },
      },
    },
    paths,
  };
}
