import { expect, test } from "vitest";
import type { Entry } from "../journal/entry.js";
import { formatTimeline } from "./timeline.js";

let seq = 0;
const entry = (at: number, kind: Entry["kind"], summary: string, rest: Partial<Entry> = {}): Entry => {
  seq += 1;
  return {
    seq,
    at,
    wall: at,
    partner: "PrePayPA",
    kind,
    summary,
    subject: null,
    cause: null,
    data: {},
    ...rest,
  };
};

const attempt = (at: number, data: Record<string, unknown>) =>
  entry(at, "attempt", "channel_ready", {
    subject: "y9MiLoCH",
    data: { event: "channel_ready", attempt: 1, nextAt: null, error: null, ...data },
  });

const twoDays = 172_800_000;
const path = "/api/v2/partners/PrePayPA/channels/y9MiLoCH/api_keys";
const request = entry(twoDays, "request", `POST ${path}`, { subject: "y9MiLoCH" });

const story: Entry[] = [
  entry(0, "visit", "the client opens the permissions page"),
  entry(0, "state", "client oaY9LLfUCL created: Nordlicht Bakery"),
  entry(0, "visit", "Nordlicht Bakery signs up"),
  entry(0, "redirect", "the client returns", {
    data: { channels: ["y9MiLoCH"], revoked: ["x8LhKnCH"], url: "http://localhost/?state=secret" },
  }),
  entry(0, "fault", "the app's webhook receiver goes down"),
  entry(2000, "state", "channel y9MiLoCH is ready"),
  entry(2000, "event", "channel_ready for y9MiLoCH"),
  attempt(2000, {
    status: null,
    error: "The fault refuse closed the door: connection refused.",
    outcome: "retry",
    nextAt: 12_000,
  }),
  attempt(12_000, { status: 200, attempt: 2, outcome: "delivered" }),
  request,
  entry(twoDays, "answer", `POST ${path} → 201`, { cause: request.seq, data: { status: 201 } }),
  entry(twoDays + 500, "state", `message to +4915100000099: ${"long ".repeat(30)}`),
  entry(twoDays + 500, "clock", "time moved on by 172800500 ms"),
];

test("tells a journal as lines that a person reads", () => {
  const names = new Map([
    ["y9MiLoCH", "shop"],
    ["x8LhKnCH", "cafe"],
  ]);
  expect(`\n${formatTimeline(story, 0, { names }).join("\n")}\n`).toMatchInlineSnapshot(`
    "
          +0s  client       opens the permissions page
               client       Nordlicht Bakery signs up
               client       is sent back with channels=[shop] revoked=[cafe]
               network      the app's webhook receiver goes down
          +2s    hub        channel shop is ready
               hub ──▶ app  channel_ready shop ············································ closed the door: connection refused, again in 10s
         +12s  hub ──▶ app  channel_ready (attempt 2) shop ································ 200
            ⋮
          +2d  hub ◀── app  POST  channels/shop/api_keys ·································· 201
      …+500ms    hub        message to +4915100000099: long long long long long long long long long lon…
    "
  `);
});

test("dyes for a terminal, and only then", () => {
  const plain = formatTimeline(story, 0).join("\n");
  const dyed = formatTimeline(story, 0, { colour: true }).join("\n");
  expect(plain).not.toContain("\u001b[");
  expect(dyed).toContain("\u001b[");
});

test("leaves out most of what an app does in circles", () => {
  const lines = formatTimeline(
    Array.from({ length: 5000 }, () => entry(0, "visit", "the client clicks")),
    0,
  );
  expect(lines).toHaveLength(81);
  expect(lines.at(-1)).toBe("           … and 4920 more at this moment");
});
