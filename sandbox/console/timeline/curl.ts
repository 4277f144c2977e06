const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

// What the HTTP client adds by itself, or what only a browser sends.
const leftOut =
  /^(?:host|content-length|connection|accept-encoding|accept-language|user-agent|sec-.*|keep-alive|cookie)$/;

/** Where a secret was masked, the name of the variable that holds it in whoever repeats the call. */
const variables: Record<string, string> = {
  "x-api-key": "PARTNER_API_KEY",
  "d360-api-key": "CHANNEL_API_KEY",
  authorization: "TOKEN",
};

function headerOf(name: string, value: string): string {
  const variable = value.includes("masked:") ? variables[name] : undefined;
  if (variable === undefined) return quote(`${name}: ${value}`);
  const scheme = name === "authorization" ? `${value.split(" ")[0]} ` : "";
  return `"${name}: ${scheme}$${variable}"`;
}

export interface CurlRequest {
  method: string;
  url: string;
  headers: readonly [string, string][];
  body: string;
}

/** A command line that repeats a request. Keys are masked in the journal: they are variables here. */
export function curlOf({ method, url, headers, body }: CurlRequest): string {
  const sent = headers.filter(([name]) => !leftOut.test(name));
  const isPlain = method === "GET" || (method === "POST" && body !== "");
  return [
    `curl ${isPlain ? "" : `-X ${method} `}${quote(url)}`,
    ...sent.map(([name, value]) => `-H ${headerOf(name, value)}`),
    ...(body === "" ? [] : [`--data-raw ${quote(body)}`]),
  ].join(" \\\n  ");
}
