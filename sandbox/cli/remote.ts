/** A running sandbox answered with an error, or did not answer. */
export class RemoteError extends Error {}

/** Calls the control API of a running sandbox. */
export async function callControl(
  url: string,
  method: "GET" | "POST",
  path: string,
  body?: unknown,
): Promise<unknown> {
  const address = `${url}/_sandbox/api${path}`;
  let response: Response;
  try {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    response = await fetch(address, init);
  } catch {
    throw new RemoteError(
      `No sandbox answers at ${url}. Start one with \`hub-sandbox start\`, or name it with --url.`,
    );
  }
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const known =
    typeof answer === "object" && answer !== null && "error" in answer
      ? String(answer.error)
      : response.statusText;
  throw new RemoteError(known);
}

interface TriggerOptions {
  url: string;
  channel: string;
  partner: string;
  set?: Record<string, unknown>;
}

/** `hub-sandbox trigger EVENT --channel`: makes it happen, or with `--set` sends it alone with other values. */
export async function triggerCommand(
  event: string,
  { url, channel, partner, set }: TriggerOptions,
): Promise<void> {
  const body = { event, channel, partner, ...(set === undefined ? {} : { set }) };
  const answer = await callControl(url, "POST", "/events", body);
  console.log(JSON.stringify(answer));
}

/** `hub-sandbox advance 2d`: resolves when all that fell due has settled. */
export async function advanceCommand(by: string, options: { url: string; partner?: string }): Promise<void> {
  const { url, partner } = options;
  const answer = await callControl(url, "POST", "/clock/advance", {
    by,
    ...(partner === undefined ? {} : { partner }),
  });
  console.log(JSON.stringify(answer));
}

interface JournalOptions {
  url: string;
  partner?: string;
  kind?: string;
  follow?: boolean;
}

function journalQuery({ partner, kind }: JournalOptions): string {
  const query = new URLSearchParams({
    ...(partner === undefined ? {} : { partner }),
    ...(kind === undefined ? {} : { kind }),
  });
  return query.size > 0 ? `?${query}` : "";
}

/** Prints one JSON line for each entry as it is written, until the connection ends. */
async function follow(options: JournalOptions): Promise<void> {
  const response = await fetch(`${options.url}/_sandbox/api/journal/stream${journalQuery(options)}`);
  if (!response.ok || !response.body) throw new RemoteError(await response.text());
  let rest = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("data: ")) console.log(line.slice("data: ".length));
  }
}

/** `hub-sandbox journal [--follow]`: the journal as JSON lines. */
export async function journalCommand(options: JournalOptions): Promise<void> {
  if (options.follow) return follow(options);
  const answer = await callControl(options.url, "GET", `/journal${journalQuery(options)}`);
  if (
    typeof answer !== "object" ||
    answer === null ||
    !("entries" in answer) ||
    !Array.isArray(answer.entries)
  )
    return;
  for (const entry of answer.entries) console.log(JSON.stringify(entry));
}
