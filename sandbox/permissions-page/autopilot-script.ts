// Types only, without imports: the browser's module is compiled with them too.

/** One thing that the autopilot does on a page. Each names a control by its `data-testid`. */
export type Move =
  /** Types a value over what is there. `ifThere`: some pages show a text in place of the field. */
  | { do: "type"; into: string; value: string; ifThere?: true }
  /** Ticks or unticks a box, or chooses a radio button. */
  | { do: "set"; control: string; checked: boolean }
  /** Types what another element shows. */
  | { do: "copy"; from: string; into: string }
  /** Clicks a button, or what leads to another page. */
  | { do: "click"; control: string }
  /** Submits a form whose target is another window in this one: a script may open no window without a click. */
  | { do: "submit-here"; form: string }
  /** Closes the window, as a client who has had enough. */
  | { do: "close" };

/** What the autopilot does on one page, as the page carries it in `data-autopilot`. */
export interface AutopilotScript {
  pace: "instant" | "person";
  moves: Move[];
  /** The visit; whoever takes over is not disturbed in it again. */
  visit: string;
  /** What the badge says. */
  texts: { on: string; off: string };
  /** Why it stopped, when the hub stopped it. */
  stopped: string | null;
}
