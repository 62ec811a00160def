import type { PersonScope } from "../../../server/database/scope.ts";
import * as sealed from "../../../server/store/sealed-values.ts";
import * as sessions from "../../../server/store/sessions.ts";
import * as codes from "../../../server/store/sign-in-codes.ts";
import * as grants from "../../../server/store/user-grants.ts";
import type { Call } from "./calls.ts";
import { LONG_AGO } from "./seed-people.ts";

const intruder = { login: "intruder", name: "intruder" };
const tokens = { accessToken: "intruder", refreshToken: "intruder" };

/** How to call each function that takes a person's scope. */
export const personCalls: Record<string, Call<PersonScope>> = {
  saveSession: (scope, { userId }) =>
    sessions.saveSession(scope, "new", {
      person: { ...intruder, userId },
      lengthMinutes: 5,
      idleMinutes: 5,
      userAgent: "intruder",
      address: "intruder",
    }),
  endSession: (scope, of) => sessions.endSession(scope, of),
  markOpened: (scope, of) => sessions.markOpened(scope, of, "562949953429998"),
  sessionsOfPerson: (scope, of) => sessions.sessionsOfPerson(scope, of.userId, 5),
  saveSignInCode: (scope, { userId }) =>
    codes.saveSignInCode(scope, "new", { person: { ...intruder, userId }, expiresAt: LONG_AGO }),
  takeSignInCode: (scope, of) => codes.takeSignInCode(scope, of.code),
  findUserGrant: (scope, of) => grants.findUserGrant(scope, of.userId),
  lockUserGrant: (scope, of) => grants.lockUserGrant(scope, of.userId),
  saveUserGrant: (scope, { userId }) =>
    grants.saveUserGrant(scope, { ...tokens, userId, expiresAt: LONG_AGO }),
  dropUserGrant: (scope, of) => grants.dropUserGrant(scope, of.userId),
  sealAnew: (scope, { userId }) =>
    sealed.sealAnew(scope, { column: "user_grants.access_token", row: userId }, () => "intruder"),
  findSealed: (scope, { userId }) =>
    sealed.findSealed(scope, { column: "user_grants.access_token", row: userId }),
  dropLeftGrant: (scope, of) => grants.dropLeftGrant(scope, of.leftUserId),
};
