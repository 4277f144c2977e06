/** Says something above the clock bar, in place of what stood there. */
export function say(text: string, tone: "good" | "bad"): void {
  const place = document.getElementById("messages");
  if (place === null) return;
  const message = document.createElement("p");
  message.className = tone === "bad" ? "message bad" : "message good";
  message.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "small-button";
  close.textContent = "✕";
  close.ariaLabel = "Close the message";
  close.addEventListener("click", hush);
  message.append(close);
  place.replaceChildren(message);
}

/** Takes the message away. */
export function hush(): void {
  document.getElementById("messages")?.replaceChildren();
}
