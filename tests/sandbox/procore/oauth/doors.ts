import { http, type HttpHandler } from "msw";
import type { ProcoreState } from "../state.ts";
import { authorize, decide } from "./authorize.ts";
import { login, logout, showLogin } from "./login.ts";
import { revoke, token, tokenInfo } from "./token.ts";

export function oauthDoors(state: () => ProcoreState): HttpHandler[] {
  return [
    http.get("*/oauth/authorize", ({ request }) => authorize(state(), request)),
    http.post("*/oauth/authorize", ({ request }) => decide(state(), request)),
    http.post("*/oauth/token", ({ request }) => token(state(), request)),
    http.get("*/oauth/token/info", ({ request }) => tokenInfo(state(), request)),
    http.post("*/oauth/revoke", ({ request }) => revoke(state(), request)),
    http.get("*/login", ({ request }) => showLogin(request)),
    http.post("*/login", ({ request }) => login(state(), request)),
    http.post("*/logout", ({ request }) => logout(state(), request)),
  ];
}
