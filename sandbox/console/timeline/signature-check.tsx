import type { Entry } from "../../journal/entry.js";
import { mask } from "../../journal/mask.js";
import { explainSignature, type SignatureSteps, signatureHeader } from "../../webhooks/signature.js";
import { CodeBlock } from "../code-block.js";
import type { ConsoleRooms } from "../rooms.js";
import { Secret } from "../secret.js";
import { headersAt } from "./row-view.js";

const code = `import { createHmac, timingSafeEqual } from "node:crypto";

// rawBody: the bytes as they came, before any JSON.parse
const expected = createHmac("sha256", process.env.PLATFORM_SECRET).update(rawBody).digest();
const given = Buffer.from(request.headers["${signatureHeader}"] ?? "", "hex");
const isGenuine = given.length === expected.length && timingSafeEqual(given, expected);`;

interface SignatureCheckProps {
  rooms: ConsoleRooms;
  entry: Entry;
  /** The exact text that was sent. */
  body: string;
}

function Comparison({ sent, steps }: { sent: string; steps: SignatureSteps }) {
  const isSame = sent === steps.value;
  return (
    <li>
      The header that was sent{" "}
      <strong class={isSame ? "result-of good" : "result-of bad"} data-testid="signature-verdict">
        {isSame ? "is the same" : "is another"}
      </strong>
      <pre tabindex={0}>
        {steps.header}: {sent}
      </pre>
      {!isSame && (
        <p>
          A genuine receiver refuses it. Either a fault signs wrongly on purpose, or the secret or the body
          has been changed since.
        </p>
      )}
    </li>
  );
}

/** How the signature of an attempt comes about, step by step, so that one's own can be held against it. */
export function SignatureCheck({ rooms, entry, body }: SignatureCheckProps) {
  const sent = headersAt(entry, "headers").find(([name]) => name === signatureHeader)?.[1];
  const partner = entry.partner === null ? undefined : rooms.hub.partners.find(entry.partner);
  if (!partner || body === "") return null;
  const { platformSecret } = partner;
  if (sent === undefined || platformSecret === null) {
    return (
      <section class="signature">
        <h3>Signature</h3>
        <p>
          It was not signed:{" "}
          {platformSecret === null ? `${partner.id} has no platform secret` : "the settings say so"}.
        </p>
      </section>
    );
  }
  const steps = explainSignature(body, platformSecret, partner.settings.signature_prefix);
  return (
    <section class="signature" data-testid="signature">
      <h3>Signature, step by step</h3>
      <ol>
        <li>
          The secret is the platform secret of {partner.id}{" "}
          <Secret
            partner={partner.id}
            field="platformSecret"
            name="the platform secret"
            masked={mask(platformSecret)}
          />
        </li>
        <li>
          The text is the body as it was sent: {steps.bytes} bytes, every space and every order of keys
          included. Parsing it and writing it anew gives other bytes.
        </li>
        <li>
          {steps.algorithm} of the two, as small hexadecimal digits
          <pre tabindex={0} data-testid="signature-hex">
            {steps.hex}
          </pre>
        </li>
        <Comparison sent={sent} steps={steps} />
        <li>
          The same in code
          <CodeBlock name="the code" text={code} />
        </li>
      </ol>
    </section>
  );
}
