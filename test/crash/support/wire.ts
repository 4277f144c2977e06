/** The sandbox was killed while a request was under way: whether it was done is unknown. */
export class CutOff extends Error {}

const shownText = 300;

/** The sandbox lived, and answered what it should not have. */
export class Surprise extends Error {
  constructor(what: string, answer = "") {
    super(`${what}: ${answer.replace(/\s+/g, " ").slice(0, shownText)}`);
  }
}

export interface Answer {
  status: number;
  location: string | null;
  cookies: string[];
  text: string;
}

interface Sending {
  headers?: Record<string, string>;
  body?: string | URLSearchParams;
}

/** HTTP to one life of the sandbox, from its start to its kill. */
export interface Wire {
  /** @throws CutOff when the sandbox was killed meanwhile; Surprise when the connection broke although it was not. */
  send(method: string, path: string, sending?: Sending): Promise<Answer>;
  /** Sends JSON, and insists on one of the expected statuses. */
  sendJson(
    method: string,
    path: string,
    body: unknown,
    expected: readonly number[],
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

export interface WireOptions {
  origin: string;
  /** Aborts what is under way, after the kill. */
  signal: AbortSignal;
  mayBeDead(): boolean;
  /** Called when a request was just handed to the network. */
  onSend(): void;
}

export function createWire({ origin, signal, mayBeDead, onSend }: WireOptions): Wire {
  async function send(method: string, path: string, { headers = {}, body }: Sending = {}): Promise<Answer> {
    const init = { method, headers, signal, redirect: "manual" } as const;
    try {
      const answering = fetch(origin + path, body === undefined ? init : { ...init, body });
      onSend();
      const response = await answering;
      const text = await response.text();
      const location = response.headers.get("location");
      return { status: response.status, location, cookies: response.headers.getSetCookie(), text };
    } catch (error) {
      const reason = error instanceof Error ? `${error.message} ${error.cause ?? ""}` : String(error);
      if (mayBeDead()) throw new CutOff(reason);
      throw new Surprise(`${method} ${path} broke off although the sandbox was not killed`, reason);
    }
  }

  return {
    send,
    async sendJson(method, path, body, expected, headers = {}) {
      const json = { "content-type": "application/json", ...headers };
      const answer = await send(method, path, { headers: json, body: JSON.stringify(body) });
      if (expected.includes(answer.status)) return answer;
      throw new Surprise(
        `${method} ${path} answered ${answer.status} instead of ${expected.join(" or ")}`,
        answer.text,
      );
    },
  };
}
