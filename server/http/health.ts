import { createHash, timingSafeEqual } from "node:crypto";
import { BlockList } from "node:net";
import { type Request, Router } from "express";
import { collectDefaultMetrics, register } from "prom-client";
import { securityHeaders } from "./frame.ts";

interface HealthParts {
  /** False or a rejection: requests should go elsewhere (starting, stopping, no database). */
  isReady(): Promise<boolean>;
  metricsToken: string | undefined;
  /** Is Crosstie's own address https? */
  isSecure: boolean;
}

const PATIENCE_MS = 2_000;

let isCollecting = false;

/** `/healthz`: the process lives. `/readyz`: it may get requests. `/metrics`: Prometheus text. */
export function health({ isReady, metricsToken, isSecure }: HealthParts): Router {
  if (!isCollecting) collectDefaultMetrics();
  isCollecting = true;
  return Router()
    .use(["/healthz", "/readyz", "/metrics"], securityHeaders({ procoreOrigins: [], isSecure }))
    .get("/healthz", (_, res) => {
      res.json({ status: "ok" });
    })
    .get("/readyz", async (_, res) => {
      const ready = await inTime(isReady()).catch(() => false);
      res.status(ready ? 200 : 503).json({ status: ready ? "ready" : "not ready" });
    })
    .get("/metrics", async (req, res) => {
      const isLet = metricsToken === undefined ? isFromHere(req) : shows(req, metricsToken);
      if (!isLet) {
        res
          .status(401)
          .set("WWW-Authenticate", "Bearer")
          .type("text")
          .send("Set METRICS_TOKEN, and send it as a bearer token.\n");
        return;
      }
      res.type(register.contentType).send(await register.metrics());
    });
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** A proxy on this machine brings others: it says so. */
function isFromHere({ socket: { remoteAddress = "", remoteFamily }, headers }: Request): boolean {
  const isForwarded = "x-forwarded-for" in headers || "forwarded" in headers;
  const family = remoteFamily === "IPv6" ? "ipv6" : "ipv4";
  return !isForwarded && loopback.check(remoteAddress, family);
}

const digest = (text: string) => createHash("sha256").update(text).digest();

function shows(req: Request, token: string): boolean {
  return timingSafeEqual(digest(req.get("authorization") ?? ""), digest(`Bearer ${token}`));
}

async function inTime(answer: Promise<boolean>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), PATIENCE_MS);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}
