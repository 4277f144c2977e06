import { describe, expect, it } from "vitest";
import type { Entry } from "../../journal/entry.js";
import { rowViews } from "./row-view.js";

const entry = (more: Partial<Entry>): Entry => ({
  seq: 1,
  at: 0,
  wall: 0,
  partner: "DirectPA",
  kind: "state",
  summary: "something",
  subject: null,
  cause: null,
  data: {},
  ...more,
});

const only = (...entries: Entry[]) => {
  const rows = rowViews(entries);
  expect(rows).toHaveLength(1);
  return rows[0];
};

describe("a call", () => {
  const summary = "POST /api/v2/partners/DirectPA/channels/OneCH/api_keys";
  const request = entry({ kind: "request", summary, data: { method: "POST" } });
  const answer = (status: number | null) => entry({ seq: 2, kind: "answer", cause: 1, data: { status } });

  it("goes from the app to the hub, and its answer is part of its line", () => {
    expect(only(request, answer(201))).toMatchObject({
      from: "app",
      to: "hub",
      isAnswered: true,
      code: "POST",
      says: "…/channels/OneCH/api_keys",
      result: "201",
      tone: "good",
    });
  });

  it("has no result before it is answered", () => {
    expect(only(request)).toMatchObject({ isAnswered: false, result: null, tone: "plain" });
  });

  it("ends badly when it is refused, or when the connection was closed", () => {
    expect(only(request, answer(403))).toMatchObject({ result: "403", tone: "bad" });
    expect(only(request, answer(null))).toMatchObject({ result: "closed", tone: "bad" });
  });

  it("of a hosted page comes from the browser", () => {
    const page = entry({ kind: "request", summary: "GET /dashboard/app/DirectPA/permissions" });
    expect(only(page)).toMatchObject({ from: "browser", to: "hub" });
  });

  it("whose request is not among the entries keeps its answer as a line", () => {
    expect(only(answer(200))?.entry.seq).toBe(2);
  });
});

describe("an attempt", () => {
  const attempt = (data: Record<string, unknown>) =>
    only(entry({ kind: "attempt", data: { event: "channel_running", attempt: 1, ...data } }));

  it("goes from the hub to the app", () => {
    const delivered = attempt({ status: 200, outcome: "delivered" });
    expect(delivered).toMatchObject({ from: "hub", to: "app", result: "200", tone: "good", says: "" });
  });

  it("says why nothing came back, and which attempt it was", () => {
    const failed = attempt({ status: null, error: "Nobody listens.", outcome: "retry", attempt: 3 });
    expect(failed).toMatchObject({ result: "no answer", tone: "warn", says: "attempt 3 · Nobody listens." });
  });

  it("that was edited says so", () => {
    expect(attempt({ status: 400, outcome: "dead", edited: true })).toMatchObject({
      says: "edited by hand",
      tone: "bad",
    });
  });
});

it("a redirect goes from the browser to the app, past the hub", () => {
  expect(only(entry({ kind: "redirect" }))).toMatchObject({ from: "browser", to: "app" });
});

it("a move of the clock is told in a person's words", () => {
  const moved = entry({ kind: "clock", data: { from: 0, to: 172_800_000, fired: 1 } });
  expect(only(moved)?.says).toBe("time moved on by 2d, one timer fired");
});

it("faults and notes stand out", () => {
  expect(only(entry({ kind: "fault" }))?.tone).toBe("warn");
  expect(only(entry({ kind: "note" }))?.tone).toBe("warn");
  expect(only(entry({ kind: "state" }))?.tone).toBe("plain");
});
