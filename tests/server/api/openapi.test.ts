import type { Router } from "express";
import { expect, it } from "vitest";
import type { z } from "zod";
import { ActivityQuery } from "../../../server/api/activity-filter.ts";
import { api } from "../../../server/api/api.ts";
import { describe } from "../../../server/api/openapi.ts";
import type { ApiParts } from "../../../server/api/parts.ts";
import { LiveQuery, ProjectChoice } from "../../../server/api/requests.ts";
import { systemsFor } from "../../../server/connectors/index.ts";
import { type SessionParts, sessions, SessionRequest } from "../../../server/install/sessions.ts";

interface Parameter {
  name: string;
  in: "path" | "query";
  required: boolean;
  schema: Record<string, unknown>;
}
interface Operation {
  parameters: Parameter[];
  security?: unknown[];
  requestBody?: {
    content: Record<
      string,
      { schema: { properties: Record<string, Record<string, unknown>>; required?: string[] } }
    >;
  };
  responses: Record<string, { content?: Record<string, { schema: Record<string, unknown> }> }>;
}

const document = describe({ sessionRequest: SessionRequest }) as unknown as {
  paths: Record<string, Record<string, Operation>>;
};
const at = (method: string, path: string): Operation => document.paths[path]![method]!;
const company = "/companies/{companyId}";
const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

interface Layer {
  rawPath: string;
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}

/** All that the router answers, as the document would write it. */
function doors(router: Router, mount = ""): string[] {
  return (router as unknown as { stack: Layer[] }).stack.flatMap(({ rawPath, route, handle }) => {
    if (!route) return handle.stack ? doors(handle as unknown as Router, mount + rawPath) : [];
    const path = (mount + route.path).replace(/\/$/, "").replaceAll(/:(\w+)/g, "{$1}");
    return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${path}`);
  });
}

it("describes every route, and nothing else", () => {
  const routes = [
    ...doors(api({} as ApiParts)),
    ...doors(sessions({} as SessionParts)).map((door) => door.replace("/api/v1", "")),
  ];

  expect(documented.toSorted()).toEqual(routes.toSorted());
});

it("names every part of a path, as the id that the route takes", () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const { parameters } of Object.values(methods)) {
      const inPath = parameters.filter((parameter) => parameter.in === "path");
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(
        inPath.every(
          ({ required, schema }) =>
            required && schema.pattern === String.raw`^(?:0|[1-9]\d{0,18})$`,
        ),
      ).toBe(true);
    }
  }
});

it.each<[string, z.ZodObject]>([
  [`${company}/activities`, ActivityQuery],
  [`${company}/live`, LiveQuery],
])("describes the query of GET %s", (path, schema) => {
  const query = at("get", path).parameters.filter((parameter) => parameter.in === "query");

  expect(query.map(({ name }) => name)).toEqual(Object.keys(schema.shape));
  expect(query.every(({ required, schema: { type } }) => !required && type !== undefined)).toBe(
    true,
  );
});

it("tells the bounds of the list", () => {
  const schemas = Object.fromEntries(
    at("get", `${company}/activities`).parameters.map(({ name, schema }) => [name, schema]),
  );

  expect(schemas.limit).toMatchObject({ type: "integer", minimum: 1, maximum: 100, default: 50 });
  expect(schemas.tab).toMatchObject({ enum: ["pending", "completed", "failed"] });
});

it("says that the live answer is an event stream", () => {
  const { content } = at("get", `${company}/live`).responses["200"]!;

  expect(Object.keys(content ?? {})).toEqual(["text/event-stream"]);
  expect(content?.["text/event-stream"]?.schema).toMatchObject({
    properties: { what: {}, projectId: {}, parent: {} },
  });
});

it("asks for a session everywhere but where one is made", () => {
  const open = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { security }]) => security?.length === 0)
      .map(([method]) => `${method} ${path}`),
  );

  expect(open).toEqual(["post /session"]);
});

it.each([
  ["post", "/session", SessionRequest],
  ["put", `${company}/installation/projects`, ProjectChoice],
] as const)("describes what %s %s reads", (method, path, schema) => {
  expect(
    Object.keys(at(method, path).requestBody?.content["application/json"]?.schema.properties ?? {}),
  ).toEqual(Object.keys(schema.shape));
});

it("tells the bounds of what is sent", () => {
  const sent = (method: string, path: string) =>
    at(method, path).requestBody?.content["application/json"]?.schema.properties ?? {};

  expect(sent("put", `${company}/installation/projects`).projectIds).toMatchObject({
    minItems: 1,
    maxItems: 5000,
    items: { pattern: String.raw`^(?:0|[1-9]\d{0,18})$` },
  });
  expect(sent("post", "/session")).toMatchObject({
    code: { minLength: 1 },
    verifier: { minLength: 43 },
  });
});

/** The members of a union of objects, and the properties of each. */
const membersOf = (method: string, path: string) => {
  const { schema } = at(method, path).requestBody!.content["application/json"]!;
  const { oneOf, anyOf } = schema as unknown as Record<string, (typeof schema)[] | undefined>;
  return (oneOf ?? anyOf ?? []).map(({ properties }) => properties);
};

it.each([
  ["post", `${company}/connection/test`],
  ["put", `${company}/connection`],
])("describes the credentials of each system that %s %s reads", (method, path) => {
  const members = membersOf(method, path);

  expect(members.map(({ system }) => system?.const)).toEqual(systemsFor("erp").map(({ id }) => id));
  for (const [index, { credentials }] of systemsFor("erp").entries()) {
    const described = members[index]?.credentials as { properties: Record<string, unknown> };
    expect(Object.keys(described.properties)).toEqual(credentials.fields.map(({ id }) => id));
    for (const { id, help } of credentials.fields) {
      expect(described.properties[id]).toMatchObject({
        description: expect.stringContaining(help),
        maxLength: expect.any(Number),
      });
    }
  }
});

it("describes the settings of each system", () => {
  const members = membersOf("put", `${company}/settings`);

  expect(members).toHaveLength(systemsFor("erp").length);
  for (const [index, { settings }] of systemsFor("erp").entries()) {
    const own = members[index]?.own as { properties: Record<string, unknown> };
    expect(Object.keys(own.properties)).toEqual(settings.map(({ id }) => id));
  }
});
