/** What the sandbox answered instead of what was asked for; the message is for a person. */
export class FetchError extends Error {}

async function answerOf(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch {
    throw new FetchError("The sandbox does not answer. Is it still running?");
  }
}

/** Gets a fragment of a page as HTML. @throws FetchError */
export async function getHtml(address: string): Promise<string> {
  const response = await answerOf(address, {});
  if (!response.ok && response.status !== 404) throw new FetchError(`${response.status} for ${address}.`);
  return response.text();
}

function errorIn(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null || !("error" in answer)) return undefined;
  return typeof answer.error === "string" ? answer.error : undefined;
}

/** Calls the control API. @throws FetchError with what the sandbox says. */
export async function callApi(method: string, path: string, body?: unknown): Promise<unknown> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await answerOf(`/_sandbox/api${path}`, init);
  const answer: unknown = await response.json();
  if (!response.ok) throw new FetchError(errorIn(answer) ?? `The sandbox answered ${response.status}.`);
  return answer;
}
