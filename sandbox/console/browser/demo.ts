// The demo: a narrated tour through three panes. What it does is decided by the server, for each step.
import type { Tour } from "../demo/story.js";
import { createFrames } from "./demo-frames.js";
import { frameOf, place } from "./demo-place.js";
import { createPlayer } from "./demo-player.js";
import { createTour } from "./demo-tour.js";
import { listenToKeys, onKey } from "./keys.js";

const tour: Tour = JSON.parse(document.body.dataset.tour ?? "{}");
const pace = new URLSearchParams(location.search).get("pace") === "instant" ? "instant" : "person";

/** Keys that are pressed inside a frame are meant for the tour as well. */
const passOn = (key: string) => document.dispatchEvent(new KeyboardEvent("keydown", { key }));

const player = createPlayer(createFrames(tour.app, passOn), pace);
const controls = createTour(tour, player, pace);

place("next", HTMLButtonElement).addEventListener("click", () => controls.next());
place("back", HTMLButtonElement).addEventListener("click", () => controls.back());
place("run", HTMLButtonElement).addEventListener("click", () => controls.toggle());
for (const button of document.querySelectorAll<HTMLElement>("button[data-story]")) {
  button.addEventListener("click", () => controls.begin(Number(button.dataset.story)));
}

onKey("ArrowRight", () => controls.next());
onKey("ArrowLeft", () => controls.back());
onKey(" ", () => controls.toggle());
onKey("Home", () => controls.begin(0));
tour.stories.forEach((_story, index) => {
  onKey(String(index + 1), () => controls.begin(index));
});
listenToKeys();

const timeline = frameOf("timeline");
const tourKeys = new Set(["ArrowRight", "ArrowLeft", " "]);
timeline.addEventListener("load", () => {
  timeline.contentDocument?.addEventListener("keydown", ({ key }) => {
    if (tourKeys.has(key)) passOn(key);
  });
});

window.addEventListener("pagehide", () => player.giveBack());
// Brought back by the browser's Back: the partners have gone on without the tour.
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});
document.body.dataset.ready = "true";
