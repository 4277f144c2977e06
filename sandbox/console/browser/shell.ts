import { listenToCalls } from "./calls.js";
import { runClock } from "./clock.js";
import { listenToCopies } from "./copy.js";
import { followJournal } from "./journal-news.js";
import { listenToKeys } from "./keys.js";
import { keepParts } from "./parts.js";
import { listenToSecrets } from "./secrets.js";

listenToKeys();
listenToCalls();
listenToSecrets();
listenToCopies();
keepParts();
followJournal();
runClock();

const choice = document.querySelector(".partner-choice");
if (choice instanceof HTMLFormElement) choice.addEventListener("change", () => choice.requestSubmit());

// On a narrow screen the navigation scrolls sideways: the page that is open stands in sight.
document
  .querySelector(".console-head nav [aria-current]")
  ?.scrollIntoView({ inline: "center", block: "nearest" });
