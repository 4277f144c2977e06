import { z } from "zod";
import { observed } from "../evidence/evidence.js";
import { HubError } from "../hub/errors.js";
import type { Hub } from "../hub/hub.js";
import { field } from "../hub/objects/field.js";
import { type TokenObject, tokenSchema } from "../hub/objects/token-object.js";
import { type BoundOperation, none, operation } from "../wire/operation.js";

const recorded = observed("a recorded exchange of a Rails app, 2024-10");

/** The token call words its errors differently from all others (observed); the status and the texts are guesses. */
export const tokenError = (status: number, message: string) => ({
  error: status === 401 ? "invalid_grant" : "invalid_request",
  error_description: message,
});

/** The token call: the one operation that needs no credentials. */
export const tokenOperation = (hub: Hub): BoundOperation =>
  operation({
    id: "logIn",
    method: "post",
    path: "/token",
    summary: "Gives a token for a user and a password",
    evidence: recorded,
    usedBy: "five clients",
    query: none,
    body: z.object({
      username: field(z.string().min(1), recorded, "An e-mail address."),
      password: field(z.string(), recorded),
    }),
    response: tokenSchema,
    refusals: { 401: "No partner has this user and password. The real status is a guess." },
    example: {
      body: { username: "partner@sandbox.example", password: "sandbox" },
      answer: {
        access_token: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJEaXJlY3RQQSJ9.c2lnbmF0dXJl",
        expires_in: 86_400,
        refresh_token: "sandboxInventedRefreshToken000000000000000000",
        token_type: "Bearer",
      },
    },
    handle: ({ body: { username, password } }): TokenObject => {
      const token = hub.access.logIn(username, password);
      if (token) return token;
      throw new HubError("unauthorized", `No partner has the user "${username}" with this password.`);
    },
  });
