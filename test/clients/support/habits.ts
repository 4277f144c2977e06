/** How a client calls: its headers stay the same, a body is JSON. Nothing else is sent. */
export function caller(base: string, headers: Record<string, string>) {
  return async function call(method: string, path: string, body?: unknown) {
    const init: RequestInit = { method, headers };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = { ...headers, "content-type": "application/json" };
    }
    const response = await fetch(base + path, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? null : JSON.parse(text),
    };
  };
}

/** The token call as every client makes it: no grant type, JSON. */
export const logIn = (hub: string, credentials: { username: string; password: string }) =>
  caller(hub, {})("POST", "/token", { username: credentials.username, password: credentials.password });
