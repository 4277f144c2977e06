/** An element of the page by its id, of the class that is needed. */
export function place<Element extends HTMLElement>(id: string, kind: new () => Element): Element {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`The page has no ${kind.name} "${id}".`);
  return element;
}

/** The frame of a pane. */
export function frameOf(pane: string): HTMLIFrameElement {
  const frame = document.querySelector(`[data-pane="${pane}"] iframe`);
  if (!(frame instanceof HTMLIFrameElement)) throw new Error(`The page has no pane "${pane}".`);
  return frame;
}
