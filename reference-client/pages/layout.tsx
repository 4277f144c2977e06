import type { PropsWithChildren } from "hono/jsx";

interface LayoutProps {
  title: string;
  /** Browser modules of this app. */
  scripts: string[];
  /** The origin of the page that shows this one in a frame. */
  embeddedIn?: string | undefined;
}

/** The frame of every page: head, name of the app, footer. */
export function Layout({ title, scripts, embeddedIn, children }: PropsWithChildren<LayoutProps>) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/desk.css" />
        {scripts.map((script) => (
          <script type="module" src={`/assets/${script}`} />
        ))}
      </head>
      <body data-embedded-in={embeddedIn}>
        <header class="masthead">
          <a class="brand" href="/">
            <Mark />
            Harbour Desk
          </a>
        </header>
        <main>{children}</main>
        <footer class="footer">reference client · sandbox demo, no real messages are sent</footer>
      </body>
    </html>
  );
}

/** A small lighthouse. */
function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect class="mark-ground" width="32" height="32" rx="9" />
      <path class="mark-tower" d="M13 12h6l1.6 12H11.4z M13 7.5h6V11h-6z" />
      <path class="mark-beam" d="M20.5 8.2 28 5.5v7.4l-7.5-2.6z M11.5 8.2 4 5.5v7.4l7.5-2.6z" />
    </svg>
  );
}
