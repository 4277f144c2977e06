import { expect, test } from "vitest";
import { webhookRequest } from "./request.js";
import { sign } from "./signature.js";

const sending = { id: "one", body: '{"event":"channel_live"}', attempts: 0 };
const target = {
  url: "http://127.0.0.1:9/webhooks",
  headers: { "X-360Dialog-Signature": "of the partner's own", "X-Team": "blue" },
  secret: "a platform secret",
  signaturePrefix: "",
  namesAttempt: false,
  timeoutMs: 5000,
  retryAfterMs: [],
  jitter: 0,
  accepts: () => true,
};

test("a custom header does not stand beside the signature, whatever its spelling", () => {
  const { headers } = webhookRequest(sending, target);
  expect(headers).toMatchObject({
    "x-360dialog-signature": sign(sending.body, "a platform secret"),
    "X-Team": "blue",
  });
  expect(Object.keys(headers).filter((name) => name.toLowerCase() === "x-360dialog-signature")).toHaveLength(
    1,
  );
});

test("without a secret there is no signature, and a custom header of its name goes out as it is", () => {
  const { headers } = webhookRequest(sending, { ...target, secret: null });
  expect(headers).toMatchObject({ "X-360Dialog-Signature": "of the partner's own" });
});
