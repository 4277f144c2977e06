import { expect, test } from "vitest";
import { fakeHub } from "../testing/desk.js";
import { askHub, type HubRequest, HubTrouble } from "./request.js";

const signal = new AbortController().signal;
const request = (url: string, key = "sandbox-partner-key"): HubRequest => ({
  method: "GET",
  url,
  auth: { header: "X-API-Key", value: key },
  signal,
});

test("a hub that cannot be reached is trouble that may pass", async () => {
  const hub = await fakeHub();
  await hub.stop();
  await expect(askHub(request(hub.url))).rejects.toThrow(HubTrouble);
  await expect(askHub(request(hub.url))).rejects.toThrow("ECONNREFUSED");
});

test("429 and 5xx are trouble and bring Retry-After along; other answers are given back", async () => {
  const hub = await fakeHub();
  hub.faults.push({ on: "GET", status: 429, retryAfter: "2" }, { on: "GET", status: 503 });
  await expect(askHub(request(hub.url))).rejects.toMatchObject({ retryAfterMs: 2_000 });
  await expect(askHub(request(hub.url))).rejects.toMatchObject({ retryAfterMs: undefined });
  const answer = await askHub(request(`${hub.url}/api/v2/partners/PrePayPA/channels/n0NoNoCH`));
  expect(answer.status).toBe(404);
  expect(answer.summary).toContain("answered 404: No such channel.");
});

test("a credential that the hub echoes is cut out of what is logged", async () => {
  const hub = await fakeHub();
  const answer = await askHub(request(`${hub.url}/api/v2/partners/PrePayPA/channels/a`, "Wrong"));
  expect(answer.summary).toContain("answered 401: *** X-API-Key.");
});
