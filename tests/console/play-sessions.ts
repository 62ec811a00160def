import { OpenSession } from "../../server/api/contract.ts";
import { type Answer, refusal } from "./answer.ts";

const dana = { id: "42", name: "Dana Whitfield", login: "dana@northgate.test" };
const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36";
const SAFARI =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1";

/** Dana's own, this one first, and somebody else's. */
export function someSessions(): OpenSession[] {
  const times = {
    startedAt: "2026-03-20T08:12:00Z",
    lastUsedAt: "2026-03-20T15:02:00Z",
    expiresAt: "2026-03-20T23:02:00Z",
  };
  const desk = { ...times, id: "7", isThis: true, user: dana, userAgent: CHROME };
  return [
    { ...desk, address: "203.0.113.5" },
    { ...times, id: "8", isThis: false, user: dana, userAgent: SAFARI, address: "198.51.100.7" },
    {
      ...times,
      id: "9",
      isThis: false,
      user: { id: "43", name: "Rui Tavares", login: "rui.tavares@northgate.test" },
      userAgent: "curl/8.5",
      address: "2001:db8:85a3:8d3:1319:8a2e:370:7348",
    },
  ];
}

export function openSession({ signIn }: { signIn: string | { refused: string } }): Answer {
  if (typeof signIn === "object") return refusal(401, "bad_code", signIn.refused);
  const body = {
    id: "7",
    token: "a-session-token",
    expiresAt: "2026-03-20T23:00:00Z",
    user: dana,
  };
  return { status: 200, body };
}

export function answerSessions(
  played: { sessions: OpenSession[] },
  call: string,
  isOfCompany: boolean,
): Answer {
  const isSeen = ({ user }: OpenSession) => isOfCompany || user.id === dana.id;
  const [method, path = ""] = call.split(" ");
  const id = path.split("/")[2];
  if (method === "GET") {
    return { status: 200, body: OpenSession.array().parse(played.sessions.filter(isSeen)) };
  }
  if (id !== undefined && !played.sessions.some((one) => one.id === id && isSeen(one))) {
    return refusal(404, "not_found", "This session has ended already, or it is not yours to end.");
  }
  played.sessions = played.sessions.filter((one) =>
    id === undefined ? one.isThis || !isSeen(one) : one.id !== id,
  );
  return { status: 204 };
}
