import { expect, test } from "vitest";
import { callAt, surfaceOf } from "./calls.js";

test.each([
  ["POST", "/api/v2/partners/DirectPA/channels/y9MiLoCH/api_keys", "create_api_key", "y9MiLoCH"],
  ["GET", "/api/v2/partners/DirectPA/channels/y9MiLoCH", "get_channel", "y9MiLoCH"],
  ["GET", "/api/v2/partners/DirectPA/channels", "list_channels", null],
  [
    "GET",
    "/api/v2/partners/DirectPA/clients/oaY9LLfUCL/shared_client_numbers",
    "shared_client_numbers",
    "oaY9LLfUCL",
  ],
  ["POST", "/v1/configs/webhook", "set_messaging_webhook", null],
  ["POST", "/messages", "send_message", null],
])("%s %s is %s", (method, path, name, id) => {
  expect(callAt(method, path)).toEqual({ name, id });
});

test.each([
  ["POST", "/api/v2/partners/DirectPA/channels/y9MiLoCH/api-keys"],
  ["GET", "/api/v2/partners/DirectPA/channels/y9MiLoCH/api_keys/1"],
  ["PUT", "/messages"],
])("%s %s has no name", (method, path) => {
  expect(callAt(method, path)).toBeUndefined();
});

test.each([
  ["/api/v2/token", "partner-api"],
  ["/v1/partners/DirectPA/waba_accounts", "partner-api"],
  ["/dashboard/app/DirectPA/permissions", "page"],
  ["/client-hub", "page"],
  ["/v1/configs/webhook", "messaging-api"],
  ["/messages", "messaging-api"],
])("%s belongs to the %s", (path, surface) => {
  expect(surfaceOf(path)).toBe(surface);
});
