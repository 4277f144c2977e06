import { html } from "hono/html";
import type { PropsWithChildren } from "hono/jsx";
import type { Partner } from "../../hub/partner.js";
import { assetPath } from "../assets.js";
import { type Language, messagesIn } from "../languages.js";

interface PageProps {
  language: Language;
  title: string;
  partner?: Partner | undefined;
  /** Names of browser scripts. */
  scripts?: readonly string[];
}

function Brand({ partner }: { partner: Partner }) {
  return (
    <span class="brand">
      {partner.logoUrl === null ? (
        <span class="brand-mark" aria-hidden="true">
          {[...partner.brandName][0]?.toUpperCase()}
        </span>
      ) : (
        <img class="brand-mark" src={partner.logoUrl} alt="" width="40" height="40" />
      )}
      <span class="brand-name">{partner.brandName}</span>
    </span>
  );
}

/** A whole hosted page: the partner's brand beside the hub's wordmark, one card, and the line that says it is a sandbox. */
export function Page({ language, title, partner, scripts = [], children }: PropsWithChildren<PageProps>) {
  const page = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{partner ? `${title} · ${partner.brandName}` : title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={`${assetPath}/page.css`} />
        {scripts.map((name) => (
          <script key={name} type="module" src={`${assetPath}/${name}`} />
        ))}
      </head>
      <body>
        <header class="page-head">
          {partner && <Brand partner={partner} />}
          <span class="wordmark">
            Partner Hub <span class="tag">sandbox</span>
          </span>
        </header>
        <main class="card">{children}</main>
        <footer class="page-foot">{messagesIn(language).sandboxLine}</footer>
      </body>
    </html>
  );
  return html`<!doctype html>${page}`;
}
