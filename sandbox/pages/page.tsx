import { html } from "hono/html";
import type { PropsWithChildren } from "hono/jsx";
import type { Partner } from "../hub/partner.js";
import { assetPath } from "./assets.js";
import { frameMessages } from "./frame-messages.js";
import type { Language } from "./languages.js";

interface HeadProps {
  language: Language;
  title: string;
  /** Style sheets besides the shared one, as `{room}/{name}.css`. */
  styles?: readonly string[] | undefined;
  /** Browser modules, as `{room}/browser/{name}.js`. */
  scripts?: readonly string[] | undefined;
  /** A class of the body, for rooms with a layout of their own. */
  layout?: string | undefined;
  /** Where the browser goes by itself, at once. */
  goesTo?: string | undefined;
  /** Attributes of the body that its modules read. */
  data?: Readonly<Record<`data-${string}`, string>> | undefined;
}

/** The outside of every page of the sandbox: head, style sheets and scripts. The body is its room's. */
export function Document({
  language,
  title,
  styles = [],
  scripts = [],
  layout,
  data,
  goesTo,
  children,
}: PropsWithChildren<HeadProps>) {
  const page = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        {goesTo !== undefined && <meta http-equiv="refresh" content={`0;url=${goesTo}`} />}
        <link rel="icon" href="data:," />
        {["pages/page.css", ...styles].map((path) => (
          <link key={path} rel="stylesheet" href={`${assetPath}/${path}`} />
        ))}
        {scripts.map((path) => (
          <script key={path} type="module" src={`${assetPath}/${path}`} />
        ))}
      </head>
      <body class={layout} {...data}>
        {children}
      </body>
    </html>
  );
  return html`<!doctype html>${page}`;
}

/** The partner's logo, or its first letter, beside its name. */
export function Brand({ partner }: { partner: Partner }) {
  const initial = [...partner.brandName][0]?.toUpperCase();
  return (
    <span class="brand">
      <span class="brand-mark" aria-hidden="true">
        {partner.logoUrl === null ? initial : <img src={partner.logoUrl} alt="" data-initial={initial} />}
      </span>
      <span class="brand-name">{partner.brandName}</span>
    </span>
  );
}

/** The quiet words that say which product this is, and that it is none. */
export function Wordmark({ name = "Partner Hub" }: { name?: string | undefined }) {
  return (
    <span class="wordmark">
      {name} <span class="tag">sandbox</span>
    </span>
  );
}

/** The line at the foot of every page. */
export function SandboxLine({ language }: { language: Language }) {
  return <footer class="page-foot">{frameMessages[language].sandboxLine}</footer>;
}

interface PageProps extends HeadProps {
  partner?: Partner | undefined;
  /** The product that the page is of; Partner Hub, when left out. */
  wordmark?: string | undefined;
}

/** A page of one card: the partner's brand beside the hub's wordmark, and the line that says it is a sandbox. */
export function Page({ title, partner, wordmark, children, ...head }: PropsWithChildren<PageProps>) {
  return (
    <Document title={partner ? `${title} · ${partner.brandName}` : title} {...head}>
      <header class="page-head">
        {partner && <Brand partner={partner} />}
        <Wordmark name={wordmark} />
      </header>
      <main class="card">{children}</main>
      <SandboxLine language={head.language} />
    </Document>
  );
}
