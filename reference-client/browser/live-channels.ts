/** Replaces only the cards that changed, so that focus and reading position stay where they are elsewhere. */
function showChannels(list: HTMLElement, html: string): string[] {
  const next = document.createElement("template");
  next.innerHTML = html;
  const before = new Map<string, Element>();
  for (const card of list.querySelectorAll("[data-channel-id]")) {
    before.set(card.getAttribute("data-channel-id") ?? "", card);
  }
  const news: string[] = [];
  const cards = [...next.content.children].map((card) => {
    const old = before.get(card.getAttribute("data-channel-id") ?? "");
    if (old?.outerHTML === card.outerHTML) return old;
    const status = card.querySelector("[data-status]")?.textContent;
    if (status && status !== old?.querySelector("[data-status]")?.textContent) {
      news.push(`${card.querySelector("h3")?.textContent ?? "Number"}: ${status}`);
    }
    return card;
  });
  list.replaceChildren(...cards);
  return news;
}

/** Keeps the list of channels up to date, and announces each new status to screen readers. */
export function followChannels(): void {
  const list = document.getElementById("channels");
  const announcements = document.getElementById("announcements");
  if (list === null || announcements === null) return;
  const updates = new EventSource("/events");
  updates.addEventListener("channels", (event) => {
    const news = showChannels(list, String(event.data));
    if (news.length > 0) announcements.textContent = news.join(" ");
  });
}
