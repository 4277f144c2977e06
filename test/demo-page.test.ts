import { expect, test } from "vitest";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { call, testSandbox } from "./support/sandbox.ts";

const app = "http://localhost:3000";

function register(sandbox: Sandbox, redirectUrl = `${app}/connected`): void {
  for (const id of ["PrePayPA", "DirectPA"]) sandbox.hub.partners.change(id, { redirectUrl });
}

const open = (url: string) => fetch(`${url}/_sandbox/demo`, { redirect: "manual" });

test("the demo shows the app that the hub knows, and lets no other page into its frames", async () => {
  const sandbox = await testSandbox();
  register(sandbox);
  const response = await open(sandbox.url);
  expect(response.status).toBe(200);
  const policy = response.headers.get("content-security-policy");
  expect(policy).toContain(`frame-src 'self' ${app}`);
  expect(policy).toContain("frame-ancestors 'self'");
  const page = await response.text();
  expect(page).toContain(`src="${app}"`);
  expect(page).not.toMatch(/<style| style=| on\w+=/);
});

test("without JavaScript there is the whole tour to read", async () => {
  const sandbox = await testSandbox();
  register(sandbox);
  const page = await (await open(sandbox.url)).text();
  expect(page.match(/<section><h2>/g)).toHaveLength(3);
  expect(page).toContain("<em>Two days after the click. </em><strong>And then it runs.</strong>");
});

test.each([
  ["no app has registered", undefined],
  ["the app is on another machine", "https://desk.example/connected"],
])("when %s, the demo says how to start one", async (_when, redirectUrl) => {
  const sandbox = await testSandbox();
  if (redirectUrl !== undefined) register(sandbox, redirectUrl);
  const response = await open(sandbox.url);
  expect(response.status).toBe(409);
  expect(await response.text()).toContain("hub-sandbox demo");
});

test("an app with one of the two ways of billing is told which is missing", async () => {
  const sandbox = await testSandbox();
  sandbox.hub.partners.change("PrePayPA", { redirectUrl: `${app}/connected` });
  expect(await (await open(sandbox.url)).text()).toContain(
    `The app at ${app} has no partner with billing &quot;direct&quot;.`,
  );
});

test("127.0.0.1 leads to localhost: the app's cookies would not reach it from there", async () => {
  const sandbox = await testSandbox();
  register(sandbox);
  const response = await open(`http://127.0.0.1:${sandbox.port}`);
  expect(response.status).toBe(302);
  expect(response.headers.get("location")).toBe(`${sandbox.url}/_sandbox/demo`);
});

test("a reset draws the same ids again, or new ones for an app that goes on running", async () => {
  const sandbox = await testSandbox();
  const add = () =>
    sandbox.hub.visits.signUp(sandbox.hub.visits.open("PrePayPA", { redirect_url: `${app}/` }), {
      name: "Nordlicht Bakery",
      userName: "Mara Lind",
      email: "mara@nordlicht.example",
      password: "long enough",
    }).clientId;
  const reset = (ids?: string) =>
    call(sandbox, "POST", "/_sandbox/api/reset", { partner: "PrePayPA", ...(ids && { ids }) });
  const first = add();
  await reset();
  expect(add()).toBe(first);
  await reset("new");
  expect(add()).not.toBe(first);
  expect((await reset("other")).status).toBe(400);
});
