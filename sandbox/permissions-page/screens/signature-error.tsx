import { formatDuration } from "../../clock/duration.js";
import { wireTime } from "../../hub/context.js";
import type { IoSignatureReport } from "../../hub/io-signature-report.js";
import type { Partner } from "../../hub/partner.js";
import { ErrorPage } from "../../pages/error-page.js";
import type { Language } from "../../pages/languages.js";
import { signatureMessages } from "../messages/signature.js";

interface SignatureErrorProps {
  language: Language;
  partner: Partner;
  report: IoSignatureReport;
}

const spelling: Record<IoSignatureReport["encoding"], string> = {
  hex: "written as lower-case hex",
  any: "written as hex or base64",
};

const usedAt: Record<Partner["settings"]["io_signature_used_at"], string> = {
  open: "when the link is opened",
  return: "when a visit returns to the partner",
};

/** The moment that a timestamp in seconds stands for; one that stands for none is not explained. */
function momentOf(timestamp: string): string | undefined {
  return /^\d{1,11}$/.test(timestamp) ? wireTime(Number(timestamp) * 1000) : undefined;
}

function Received({ value, about }: { value: string | undefined; about: string | undefined }) {
  if (value === undefined) return <span class="hint">absent</span>;
  return (
    <>
      <code>{value}</code>
      {about && <span class="hint">{about}</span>}
    </>
  );
}

function Facts({ partner, report }: Omit<SignatureErrorProps, "language">) {
  const { signature, timestamp, signedText, windowMs } = report;
  const rows = [
    ["io_signature", <Received value={signature} about={signature && `${signature.length} characters`} />],
    ["io_timestamp", <Received value={timestamp} about={timestamp && momentOf(timestamp)} />],
    ["Text to sign", <code>{signedText ?? `${report.partnerId}|{UNIX time in seconds}`}</code>],
    ["How", `HMAC-SHA512 with the platform secret as its key, ${spelling[report.encoding]}`],
    ["Now, on the partner's clock", wireTime(report.partnerTime)],
    ["Now, on the machine", wireTime(report.wallTime)],
    ["Window", `${formatDuration(windowMs)} before and after either of the two`],
    ["Good for", `one onboarding; it is used up ${usedAt[partner.settings.io_signature_used_at]}`],
  ] as const;
  return (
    <dl class="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A link that IO Signature does not let in: a sentence for the client, and what its developer needs to mend it. */
export function SignatureErrorPage({ language, partner, report }: SignatureErrorProps) {
  const { title, text } = signatureMessages[language][report.reason];
  return (
    <ErrorPage
      language={language}
      title={title}
      partner={partner}
      styles={["permissions-page/signature-error.css"]}
    >
      <p class="lead">{text(partner.brandName)}</p>
      <section
        class="report"
        lang="en"
        aria-labelledby="for-developers"
        data-testid="signature-report"
        data-reason={report.reason}
      >
        <h2 id="for-developers">For the developer</h2>
        <ul class="points" data-testid="signature-findings">
          {report.findings.map((finding) => (
            <li key={finding}>{finding}</li>
          ))}
        </ul>
        <Facts partner={partner} report={report} />
        <p class="small">The platform secret and the right signature are never shown here.</p>
      </section>
    </ErrorPage>
  );
}
