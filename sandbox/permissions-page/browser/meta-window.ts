// Closes the window of the embedded signup when it is over, and tells the page that opened it. Where the pages were shown in
// that page's own window, it leads back instead.
const { window: name = "", finished } = document.querySelector<HTMLElement>("[data-window]")?.dataset ?? {};

// Also true of the tab that a browser opens for the form's target.
const isOwnWindow = window.name === name;

if (finished !== undefined) {
  new BroadcastChannel(name).postMessage("finished");
  if (isOwnWindow) window.close();
  else location.replace(finished);
}

for (const link of document.querySelectorAll("[data-close]")) {
  link.addEventListener("click", (event) => {
    if (!isOwnWindow) return;
    event.preventDefault();
    window.close();
  });
}

export {};
