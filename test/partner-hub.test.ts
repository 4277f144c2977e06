import { expect, test } from "vitest";
import { control, testReceiver, testSandbox } from "./support/sandbox.ts";

test("a broken receiver that is tried out from the Partner Hub breaks no rule of the contract", async () => {
  const receiver = await testReceiver();
  receiver.answer = () => ({ status: 500 });
  const sandbox = await testSandbox();
  sandbox.hub.partners.change("DirectPA", { webhookUrl: receiver.url });
  const tested = await fetch(`${sandbox.url}/partner-hub/DirectPA/integration/webhook-url/test`, {
    method: "POST",
  });
  expect(await tested.text()).toContain("Answered 500");
  expect(receiver.received).toHaveLength(1);
  const { body } = await control(sandbox, "GET", "/contract?partner=DirectPA");
  expect(body.rules.filter(({ result }: { result: string }) => result === "broken")).toEqual([]);
  expect(body.advice).toEqual([]);
});

test("faults on calls leave the dashboard alone", async () => {
  const sandbox = await testSandbox();
  await control(sandbox, "POST", "/faults", {
    partner: "DirectPA",
    fault: { on: "call", do: "status", status: 503 },
  });
  const page = await fetch(`${sandbox.url}/partner-hub/DirectPA/channels`);
  expect(page.status).toBe(200);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("an address without a tab leads to the partner's channels, and one without a partner to the first", async () => {
  const sandbox = await testSandbox();
  for (const path of ["/partner-hub", "/partner-hub/DirectPA", "/partner-hub/DirectPA/"]) {
    const page = await fetch(sandbox.url + path);
    expect([page.status, new URL(page.url).pathname], path).toEqual([200, "/partner-hub/DirectPA/channels"]);
  }
});

test("what begins like the dashboard's address is not the dashboard", async () => {
  const sandbox = await testSandbox();
  expect((await fetch(`${sandbox.url}/partner-hubs/DirectPA`)).status).toBe(404);
});
