import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../sandbox/sandbox.ts";

// One for all: a refused request changes nothing, and what the others change no test looks at.
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.stop());

interface Asked {
  method?: string;
  path: string;
  headers?: Record<string, string>;
}

/** Sends any headers, which fetch does not allow; the answer's body is cut off when it does not end. */
function statusOf({ method = "GET", path, headers = {} }: Asked): Promise<number | undefined> {
  const { port } = sandbox;
  return new Promise((resolve, reject) => {
    const sent = request(
      { port, host: "127.0.0.1", method, path, headers: { host: `localhost:${port}`, ...headers } },
      (answer) => {
        resolve(answer.statusCode);
        answer.destroy();
      },
    );
    sent.on("error", reject).end(method === "POST" ? "{}" : undefined);
  });
}

const everything: Asked[] = [
  { path: "/_sandbox" },
  { path: "/_sandbox/deliveries" },
  { path: "/_sandbox/rows?seqs=1" },
  { path: "/_sandbox/entries/1" },
  { path: "/_sandbox/parts/clock" },
  { path: "/_sandbox/parts/wrong" },
  { path: "/_sandbox/api/partners" },
  { path: "/_sandbox/api/journal" },
  { path: "/_sandbox/api/journal/stream" },
  { path: "/_sandbox/api/reset", method: "POST" },
  { path: "/_sandbox/api/clock/advance", method: "POST" },
];

const visit = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };

describe.each(everything)("$path", (asked) => {
  const statusWith = (headers: Record<string, string>) => statusOf({ ...asked, headers });

  it("is refused under a host name that is not this machine's", async () => {
    expect(await statusWith({ host: "rebound.evil.example" })).toBe(403);
  });

  it("is refused to a page of another origin, another port of this machine included", async () => {
    expect(await statusWith({ origin: "http://evil.example" })).toBe(403);
    expect(await statusWith({ origin: "http://localhost:3000" })).toBe(403);
    expect(await statusWith({ origin: "null" })).toBe(403);
  });

  it("is refused as a script, an image or a frame of a page of another origin, which name no origin", async () => {
    for (const site of ["cross-site", "same-site"]) {
      const script = { "sec-fetch-site": site, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" };
      expect(await statusWith(script)).toBe(403);
      const frame = { "sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" };
      expect(await statusWith(frame)).toBe(403);
    }
  });

  it("is there for its own pages and for programs", async () => {
    const own = { origin: `http://localhost:${sandbox.port}`, "sec-fetch-site": "same-origin" };
    for (const headers of [own, {}]) {
      expect(await statusWith(headers)).not.toBe(403);
    }
  });
});

it("lets a person follow a link to the console from another page, but takes no form from there", async () => {
  const headers = { "sec-fetch-site": "cross-site", ...visit };
  expect(await statusOf({ path: "/_sandbox", headers })).toBe(200);
  expect(await statusOf({ path: "/_sandbox/api/reset", method: "POST", headers })).toBe(403);
});

it("may be framed by its own origin only, and runs no script but its own", async () => {
  const { headers } = await fetch(`${sandbox.url}/_sandbox`);
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).not.toContain("frame-ancestors 'self' http");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain("unsafe");
});

it("is where a browser that opens the sandbox ends up", async () => {
  const answer = await fetch(sandbox.url, { redirect: "manual" });
  expect([answer.status, answer.headers.get("location")]).toEqual([302, "/_sandbox"]);
});
