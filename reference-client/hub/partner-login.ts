import { z } from "zod";
import { askHub, type HubAnswer, HubRefusal, type HubRequest } from "./request.js";

/** A user of the hub; the better way is an API key of a user made for this app alone. */
export interface Login {
  username: string;
  password: string;
}

/** Asks with the credential that belongs to it. */
export type AskWithCredential = (request: Omit<HubRequest, "auth">) => Promise<HubAnswer>;

export const askWithApiKey =
  (apiKey: string): AskWithCredential =>
  (request) =>
    askHub({ ...request, auth: { header: "X-API-Key", value: apiKey } });

const tokenBody = z.object({ access_token: z.string().min(1) });

async function logIn(hubUrl: string, { username, password }: Login, signal: AbortSignal): Promise<string> {
  const body = { username, password };
  const answer = await askHub({ method: "POST", url: `${hubUrl}/api/v2/token`, body, signal });
  const parsed = tokenBody.safeParse(answer.body);
  if (answer.status === 200 && parsed.success) return parsed.data.access_token;
  throw new HubRefusal(answer.summary, answer.status);
}

/**
 * Asks with an access token. A token lives for a day, or less when the hub ends it: a call that is answered 401 is made
 * once more with a new one, and a second 401 is the answer. All calls share a token, and its renewal.
 */
export function askWithToken(hubUrl: string, login: Login, signal: AbortSignal): AskWithCredential {
  let token: Promise<string> | undefined;

  function current(): Promise<string> {
    if (token !== undefined) return token;
    const asked = logIn(hubUrl, login, signal);
    token = asked;
    // What failed is no token: the next call logs in again.
    asked.catch(() => {
      if (token === asked) token = undefined;
    });
    return asked;
  }

  const askWith = (request: Omit<HubRequest, "auth">, value: string) =>
    askHub({ ...request, auth: { header: "Authorization", scheme: "Bearer", value } });

  return async function ask(request) {
    const shown = current();
    const answer = await askWith(request, await shown);
    if (answer.status !== 401) return answer;
    // Of all calls that showed the old token, the first to hear of it logs in for the others.
    if (token === shown) token = undefined;
    return askWith(request, await current());
  };
}
