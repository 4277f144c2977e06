import type { UrlTest } from "../../hub/url-tests.js";
import { signatureHeader } from "../../webhooks/signature.js";
import { Code } from "../parts.js";
import { readableTime } from "../view.js";

const lines = (headers: Record<string, string>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");

const message = (start: string, headers: Record<string, string>, body: string): string =>
  [start, lines(headers), "", body].join("\n").trim();

/** What a test sent and what came back, to the byte but for secrets: who checks a signature needs the exact text. */
export function UrlTestResult({ test }: { test: UrlTest }) {
  const { of, passed, status, error, tookMs, method, url, at } = test;
  const verdict = status === null ? "No answer" : `Answered ${status}`;
  return (
    <div class={passed ? "test passed" : "test failed"} role="status" data-testid={`${of}-test-result`}>
      <p class="test-verdict">
        <span class={passed ? "tag good" : "tag bad"}>{verdict}</span>{" "}
        <span class="hint">
          {tookMs} ms, {readableTime(at)}
        </span>
      </p>
      {error && <p data-testid={`${of}-test-error`}>{error}</p>}
      <Code
        id={`${of}-test-request`}
        label="Request"
        text={message(`${method} ${url}`, test.headers, test.body ?? "")}
      />
      {Object.hasOwn(test.headers, signatureHeader) && (
        <p class="hint">
          <code>{signatureHeader}</code> is the HMAC-SHA256 of the exact body, keyed with your platform
          secret, in hex.
        </p>
      )}
      {status !== null && (
        <Code
          id={`${of}-test-answer`}
          label="Answer"
          text={message(String(status), test.answerHeaders, test.answerBody)}
        />
      )}
    </div>
  );
}
