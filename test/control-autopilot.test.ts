import { expect, test } from "vitest";
import { control, testSandbox } from "./support/sandbox.ts";

test("an autopilot is armed for a partner, listed, and disarmed", async () => {
  const sandbox = await testSandbox();
  const armed = await control(sandbox, "POST", "/autopilot", {
    partner: "DirectPA",
    pace: "person",
    times: 2,
  });
  expect(armed.status).toBe(201);
  const expected = { partner: "DirectPA", pace: "person", permit: "all", end: "confirm", times: 2 };
  expect(armed.body).toEqual(expected);
  expect((await control(sandbox, "GET", "/autopilot")).body).toEqual({ autopilots: [expected] });
  expect((await control(sandbox, "GET", "/autopilot?partner=PrePayPA")).body).toEqual({ autopilots: [] });

  sandbox.hub.visits.open("DirectPA", { redirect_url: "http://127.0.0.1:9/" });
  expect((await control(sandbox, "GET", "/autopilot")).body.autopilots).toEqual([{ ...expected, times: 1 }]);
  const disarmed = await control(sandbox, "DELETE", "/autopilot?partner=DirectPA");
  expect(disarmed.body).toEqual({ partner: "DirectPA", disarmed: true });
  expect((await control(sandbox, "GET", "/autopilot")).body).toEqual({ autopilots: [] });
});

test.each([
  [{}, "partner is missing"],
  [{ partner: "NobodyPA" }, 'There is no partner "NobodyPA"'],
  [{ partner: "DirectPA", times: 0 }, "times is 0"],
  [{ partner: "DirectPA", pace: "fast" }, 'pace is "fast"'],
  [{ partner: "DirectPA", speed: 1 }, 'unknown key "speed"'],
  [{ partner: "DirectPA", numbers: [{ phone: "+49" }] }, "numbers.0.phone_number is missing"],
  [{ partner: "DirectPA", account: { mail: "a@b.example" } }, 'account has the unknown key "mail"'],
])("%j is refused, naming the field", async (body, reason) => {
  const sandbox = await testSandbox();
  const refused = await control(sandbox, "POST", "/autopilot", body);
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(refused.body.error).toContain(reason);
  expect(sandbox.hub.autopilots.list()).toEqual([]);
});
