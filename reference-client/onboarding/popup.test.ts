import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { open360DialogPopup, receiveMessage } from "../browser/connect.js";

const origin = "http://localhost:3000";
const link = "http://localhost:8082/dashboard/app/PrePayPA/permissions?state=s";

/** As much of a browser as the popup code touches. */
function fakeBrowser(popup: { closed: boolean; focus: () => void } | null) {
  const notice = { className: "", said: "" };
  const location = { origin, search: "" };
  const open = vi.fn(() => popup);
  vi.stubGlobal("window", {
    location,
    open,
    setInterval: (run: () => void, ms: number) => setInterval(run, ms),
    clearInterval: (timer: ReturnType<typeof setInterval>) => clearInterval(timer),
  });
  vi.stubGlobal("document", {
    body: { dataset: {} },
    createElement: () => ({ href: "", textContent: "", toString: () => `<${link}>` }),
    getElementById: () => ({
      replaceChildren: (...content: unknown[]) => {
        notice.said = content.join("");
      },
    }),
  });
  return { notice, location, open };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each([
  ["another origin", { origin: "http://evil.example", data: "?client=a&channels=[b]" }],
  ["an object", { origin, data: { client: "a" } }],
  ["a string that is no query", { origin, data: "setImmediate$0.1$1" }],
])("ignores a message with %s", (_case, message) => {
  const { location } = fakeBrowser(null);
  receiveMessage(new MessageEvent<unknown>("message", message));
  expect(location.search).toBe("");
});

test("reloads with the query that the redirect page posts", () => {
  const { location } = fakeBrowser(null);
  receiveMessage(new MessageEvent("message", { origin, data: "?client=a&channels=[b]" }));
  expect(location.search).toBe("?client=a&channels=[b]");
});

test("a blocked window is told, with the plain link as the remedy", () => {
  const { notice } = fakeBrowser(null);
  open360DialogPopup(link);
  expect(notice.said).toContain("blocked");
  expect(notice.said).toContain(link);
});

test("a window that is closed without a result is told", () => {
  const popup = { closed: false, focus: () => {} };
  const { notice } = fakeBrowser(popup);
  open360DialogPopup(link);
  vi.advanceTimersByTime(60_000);
  expect(notice.said).toContain("Go on in the window");
  popup.closed = true;
  vi.advanceTimersByTime(1_000);
  expect(notice.said).toContain("Nothing was changed");
});

test("a window that finished and closed itself is not reported as closed", () => {
  const popup = { closed: false, focus: () => {} };
  const { notice } = fakeBrowser(popup);
  open360DialogPopup(link);
  popup.closed = true;
  receiveMessage(new MessageEvent("message", { origin, data: "?client=a&channels=[b]" }));
  vi.advanceTimersByTime(5_000);
  expect(notice.said).not.toContain("Nothing was changed");
});
