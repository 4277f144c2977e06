// Opens the embedded signup in a window of its own, and shows the visit anew when it is done there. Without this script the
// form opens a new tab, and a link shows the visit.
const form = document.querySelector<HTMLFormElement>("form[data-visit]");
const waiting = document.querySelector<HTMLElement>("[data-testid=meta-waiting]");

/** How often it is looked whether the window is still open, in milliseconds. */
const glance = 400;

function whileOpen(opened: Window): void {
  if (waiting === null) return;
  waiting.hidden = false;
  const looking = setInterval(() => {
    if (!opened.closed) return;
    clearInterval(looking);
    waiting.hidden = true;
  }, glance);
}

if (form !== null) {
  const name = form.target;
  form.addEventListener("submit", () => {
    const opened = window.open("", name, "popup,width=520,height=780");
    // Blocked: the pages follow one another in this window, and lead back here.
    if (opened === null) form.removeAttribute("target");
    else whileOpen(opened);
  });
  new BroadcastChannel(name).addEventListener("message", () => {
    location.replace(form.dataset.visit ?? location.href);
  });
}
