import { Hono } from "hono";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "../listen.js";
import { askWithToken } from "./partner-login.js";

/** A hub that gives out `token-1`, `token-2`, …, and takes those that the test names. */
async function hubWithTokens(accepts: (token: string) => boolean) {
  const shown: string[] = [];
  let issued = 0;
  const app = new Hono();
  app.post("/api/v2/token", (c) => c.json({ access_token: `token-${++issued}` }));
  app.get("/thing", (c) => {
    const token = c.req.header("authorization")?.replace("Bearer ", "") ?? "none";
    shown.push(token);
    return accepts(token) ? c.json({ ok: true }) : c.json({}, 401);
  });
  const listener = await listen("127.0.0.1", 0);
  listener.serve(app);
  onTestFinished(() => listener.close());
  const url = `http://127.0.0.1:${listener.port}`;
  const { signal } = new AbortController();
  const ask = askWithToken(url, { username: "ada", password: "secret" }, signal);
  return { shown, issued: () => issued, ask: () => ask({ method: "GET", url: `${url}/thing`, signal }) };
}

test("logs in once for all calls", async () => {
  const { ask, shown, issued } = await hubWithTokens(() => true);
  await Promise.all([ask(), ask(), ask()]);
  expect(shown).toEqual(["token-1", "token-1", "token-1"]);
  expect(issued()).toBe(1);
});

test("renews a refused token once for all that showed it, and goes on", async () => {
  const { ask, shown, issued } = await hubWithTokens((token) => token !== "token-1");
  const answers = await Promise.all([ask(), ask(), ask()]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(shown.filter((token) => token === "token-2")).toHaveLength(3);
  expect(issued()).toBe(2);
});

test("takes a second 401 for the answer", async () => {
  const { ask, shown } = await hubWithTokens(() => false);
  expect((await ask()).status).toBe(401);
  expect(shown).toEqual(["token-1", "token-2"]);
});
