import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlOf } from "./curl.js";

const call = {
  method: "POST",
  url: "http://localhost:8082/messages?to=it's",
  headers: [
    ["content-type", "application/json"],
    ["d360-api-key", "masked:1f3a9c04"],
    ["user-agent", "node"],
    ["content-length", "20"],
  ] as [string, string][],
  body: '{"text":"it\'s $HOME"}',
};

/** What a shell makes of the command. */
const argumentsOf = (command: string) =>
  execFileSync("sh", ["-c", command.replace("curl", "printf '%s\\n'")], {
    encoding: "utf8",
    env: { CHANNEL_API_KEY: "the-key" },
  }).split("\n");

test("repeats a request as it was, with a variable in the place of the masked key", () => {
  expect(argumentsOf(curlOf(call))).toEqual([
    call.url,
    "-H",
    "content-type: application/json",
    "-H",
    "d360-api-key: the-key",
    "--data-raw",
    call.body,
    "",
  ]);
});

test("keeps the scheme of a masked token", () => {
  const headers = [["authorization", "Bearer masked:1f3a9c04"]] as [string, string][];
  expect(curlOf({ ...call, headers, body: "" })).toContain('"authorization: Bearer $TOKEN"');
});

test("names the method where curl would take another", () => {
  expect(curlOf({ ...call, method: "GET", body: "" })).not.toContain("-X");
  expect(curlOf({ ...call, method: "DELETE", body: "" })).toContain("-X DELETE");
  expect(curlOf({ ...call, body: "" })).toContain("-X POST");
});
