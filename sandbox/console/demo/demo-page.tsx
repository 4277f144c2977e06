import { Document, Wordmark } from "../../pages/page.js";
import { KeySheet } from "../key-sheet.js";
import type { Pane, Tour } from "./story.js";

const keys = [
  { keys: ["→"], says: "Next" },
  { keys: ["←"], says: "Read again what was said before" },
  { keys: ["Space"], says: "Run by itself, or pause" },
  { keys: ["1", "2", "3"], says: "Begin a story" },
  { keys: ["Home"], says: "Begin the tour anew" },
];

interface PaneProps {
  name: Pane;
  title: string;
  address: string;
  frameTitle: string;
  src?: string;
}

/** A part of the screen, drawn as a window. */
function PaneView({ name, title, address, frameTitle, src }: PaneProps) {
  return (
    <section class="pane" data-pane={name} aria-labelledby={`pane-${name}`} data-testid={`pane-${name}`}>
      <header class="pane-head">
        <h2 id={`pane-${name}`}>{title}</h2>
        <span class="address" data-address>
          {address}
        </span>
        {name === "popup" && (
          <>
            <button type="button" class="small-button" id="take-over" data-testid="take-over">
              Play it yourself
            </button>
            <button
              type="button"
              class="small-button"
              id="close-popup"
              aria-label="Close the popup"
              data-testid="close-popup"
            >
              ✕
            </button>
          </>
        )}
      </header>
      <div class="glass">
        <iframe name={name} title={frameTitle} src={src} />
      </div>
    </section>
  );
}

function Stories({ stories }: Tour) {
  return (
    <nav aria-label="Stories">
      <ol class="demo-stories">
        {stories.map(({ title, steps }, index) => (
          <li>
            <button type="button" data-story={index} data-testid={`story-${index + 1}`}>
              <span class="story-number">{index + 1}</span> <span class="story-title">{title}</span>
              <span class="story-progress" aria-hidden="true">
                {steps.map(() => (
                  <i></i>
                ))}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const partnersOf = ({ stories }: Tour) => [...new Set(stories.map(({ partner }) => partner))].join(" and ");

function Narration({ tour }: { tour: Tour }) {
  return (
    <footer class="narration" id="narration" tabindex={-1}>
      <div class="told" aria-live="polite" aria-atomic="true">
        <p id="step-count" data-testid="step-count">
          Three stories, about a minute each
        </p>
        <h1 id="step-title" data-testid="step-title">
          An onboarding, from the first click to the first message
        </h1>
        <p id="step-says" data-testid="step-says">
          Press → to begin. The tour plays on {partnersOf(tour)}, whose clients, numbers and journal begin
          anew.
        </p>
      </div>
      <p class="verdict" id="verdict" role="status" data-testid="verdict" hidden></p>
      <div class="controls">
        <button type="button" class="round" id="back" aria-label="Back" data-testid="back" disabled>
          ←
        </button>
        <button type="button" class="round" id="run" aria-pressed="false" data-testid="run">
          <span class="run-mark" aria-hidden="true"></span>
          <span class="for-ears">Run by itself</span>
        </button>
        <button type="button" class="round main" id="next" aria-label="Next" data-testid="next">
          →
        </button>
      </div>
    </footer>
  );
}

/** The tour as text, for browsers without JavaScript. */
function Script({ stories }: Tour) {
  return (
    <article class="demo-script">
      <h1>An onboarding in three stories</h1>
      <p class="note">The tour on one screen needs JavaScript. This is what it tells.</p>
      {stories.map(({ title, steps }) => (
        <section>
          <h2>{title}</h2>
          <ol>
            {steps.map((step) => (
              <li>
                {step.later && <em>{step.later}. </em>}
                <strong>{step.title}.</strong> {step.says}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </article>
  );
}

/** One screen with the partner's app, the popup and the timeline, and a tour through them. */
export function DemoPage({ tour }: { tour: Tour }) {
  const partner = tour.stories[0]?.partner ?? "";
  return (
    <Document
      language="en"
      title="Demo · Partner Hub Sandbox"
      styles={[
        "console/console.css",
        "console/demo.css",
        "console/demo-stage.css",
        "console/demo-narration.css",
      ]}
      scripts={["console/browser/demo.js"]}
      layout="console demo"
      data={{ "data-tour": JSON.stringify(tour) }}
    >
      <header class="demo-head">
        <a class="home" href="/_sandbox">
          <Wordmark />
        </a>
        <Stories {...tour} />
        <p class="demo-clock">
          <span class="for-ears">Virtual time: </span>
          <time id="clock" data-testid="clock"></time>
        </p>
        <button type="button" class="small-button" data-open="keys" aria-haspopup="dialog">
          Keys <kbd>?</kbd>
        </button>
      </header>
      <main class="stage" id="stage" data-popup="closed" data-testid="stage">
        <PaneView
          name="app"
          title="The partner's app"
          address={new URL(tour.app).host}
          frameTitle="The partner's app"
          src={tour.app}
        />
        <PaneView
          name="popup"
          title="The popup"
          address=""
          frameTitle="The popup with the permissions page"
        />
        <PaneView
          name="timeline"
          title="What the hub sees"
          address={partner}
          frameTitle="The timeline"
          src={`/_sandbox/demo/timeline?partner=${partner}`}
        />
        <div class="later" id="later" aria-hidden="true" data-testid="later">
          <p class="later-words"></p>
          <p class="later-moment"></p>
        </div>
      </main>
      <Narration tour={tour} />
      <Script {...tour} />
      <KeySheet keys={keys} />
    </Document>
  );
}

/** Shown when there is no app to tour with. */
export function NoDemoPage({ missing }: { missing: string }) {
  return (
    <Document
      language="en"
      title="Demo · Partner Hub Sandbox"
      styles={["console/console.css", "console/demo.css"]}
      layout="console demo"
    >
      <main class="no-demo">
        <h1>There is no app to show</h1>
        <p>{missing}</p>
        <p>
          Start the sandbox with <code>hub-sandbox demo</code>, which brings a partner's app along, and open
          this page again.
        </p>
      </main>
    </Document>
  );
}
