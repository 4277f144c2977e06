// Two ways to work a page: at once, or as slowly as a person, with a pointer that can be watched.

/** Types and clicks. */
export interface Hand {
  /** Before each move. */
  pause(): Promise<void>;
  /** Goes to an element without touching it. */
  point(element: HTMLElement): Promise<void>;
  type(field: HTMLInputElement, text: string): Promise<void>;
  click(element: HTMLElement): Promise<void>;
}

function put(field: HTMLInputElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

const typed = (field: HTMLInputElement) => field.dispatchEvent(new Event("change", { bubbles: true }));

export const instantHand: Hand = {
  pause: async () => {},
  point: async () => {},
  type: async (field, text) => {
    put(field, text);
    typed(field);
  },
  click: async (element) => element.click(),
};

// Together about a quarter of a minute for a whole onboarding.
const lookMs = 120;
const wayMs = 320;
const pressMs = 120;
const keyMs = 26;

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const placeKey = "autopilot-pointer";

interface Place {
  x: number;
  y: number;
}

/** Where the pointer was on the page before, or the middle of the window. */
function lastPlace(): Place {
  const [x = innerWidth / 2, y = innerHeight / 2] =
    sessionStorage.getItem(placeKey)?.split(" ").map(Number) ?? [];
  return { x, y };
}

/** Where a person would click: a field where its text does not stand, everything else in its middle. */
function placeOn(element: HTMLElement): Place {
  const { left, top, width, height } = element.getBoundingClientRect();
  const isText = element instanceof HTMLInputElement && width > 100;
  return { x: left + width * (isText ? 0.8 : 0.5), y: top + height / 2 };
}

/** Brings an element into the middle of the window, unless it is well in sight. */
function bringIntoSight(element: HTMLElement): void {
  const { top, bottom } = element.getBoundingClientRect();
  if (top > innerHeight * 0.12 && bottom < innerHeight * 0.85) return;
  element.scrollIntoView({ block: "center", behavior: "instant" });
}

const at = ({ x, y }: Place) => `translate(${x}px, ${y}px)`;

interface Pointer {
  goTo(element: HTMLElement): Promise<void>;
  press(): Promise<void>;
}

function visiblePointer(): Pointer {
  const pointer = document.createElement("div");
  pointer.className = "autopilot-pointer";
  pointer.ariaHidden = "true";
  let place = lastPlace();
  pointer.style.transform = at(place);
  document.body.append(pointer);
  return {
    async goTo(element) {
      const target = placeOn(element);
      const way = [{ transform: at(place) }, { transform: at(target) }];
      await pointer.animate(way, { duration: wayMs, easing: "cubic-bezier(0.3, 0, 0.2, 1)" }).finished;
      place = target;
      pointer.style.transform = at(place);
      sessionStorage.setItem(placeKey, `${place.x} ${place.y}`);
    },
    async press() {
      pointer.classList.add("is-pressed");
      await after(pressMs);
      pointer.classList.remove("is-pressed");
    },
  };
}

/** For those who asked for less motion: the focus shows where the autopilot is. */
const stillPointer: Pointer = {
  goTo: () => after(wayMs),
  press: async () => {},
};

/** @param goesOn whether the autopilot still plays; a person may take over in the middle of a word. */
export function personsHand(goesOn: () => boolean): Hand {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const pointer = isStill ? stillPointer : visiblePointer();

  async function point(element: HTMLElement): Promise<void> {
    bringIntoSight(element);
    await pointer.goTo(element);
    if (!goesOn()) return;
    await pointer.press();
  }

  return {
    pause: () => after(lookMs),
    point,
    async type(field, text) {
      await point(field);
      if (!goesOn()) return;
      field.focus({ preventScroll: true });
      const start = performance.now();
      // By the clock: on a busy machine, timers come late.
      for (let length = 1; goesOn(); ) {
        put(field, text.slice(0, length));
        if (length >= text.length) break;
        await after(keyMs);
        length = Math.max(length + 1, Math.floor((performance.now() - start) / keyMs));
      }
      typed(field);
    },
    async click(element) {
      await point(element);
      if (!goesOn()) return;
      element.focus({ preventScroll: true });
      element.click();
    },
  };
}
