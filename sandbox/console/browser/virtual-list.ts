interface VirtualListParts {
  /** What scrolls. */
  viewport: HTMLElement;
  list: HTMLElement;
  above: HTMLElement;
  below: HTMLElement;
}

/** A list of rows of one height, of which only those in sight (and some around them) are in the page. */
export interface VirtualList {
  /** Shows what is in sight now. */
  render(): void;
  /** Measures a row again: the window was resized. */
  measure(): void;
  /** Brings a row into sight, in the middle if it was not. */
  reveal(index: number): void;
  toEnd(): void;
  isAtEnd(): boolean;
}

const rowsAround = 20;

/** Rows that stay are not moved, so that focus and what was selected stay with them. */
function place(list: HTMLElement, rows: readonly HTMLElement[]): void {
  const wanted = new Set<Element>(rows);
  for (const row of [...list.children]) if (!wanted.has(row)) row.remove();
  let next = list.firstElementChild;
  for (const row of rows) {
    if (row === next) next = next.nextElementSibling;
    else list.insertBefore(row, next);
  }
}

/**
 * @param count how many rows there are.
 * @param rowsOf gives the rows from an index up to another.
 */
export function createVirtualList(
  { viewport, list, above, below }: VirtualListParts,
  count: () => number,
  rowsOf: (from: number, to: number) => HTMLElement[],
): VirtualList {
  let height = 0;

  function measure(): void {
    const measured = list.firstElementChild?.getBoundingClientRect().height ?? 0;
    if (measured > 0) height = measured;
  }

  function render(): void {
    if (height === 0) measure();
    const rowHeight = height || 36;
    const total = count();
    const first = Math.max(0, Math.floor(viewport.scrollTop / rowHeight) - rowsAround);
    const inSight = Math.ceil(viewport.clientHeight / rowHeight) + 2 * rowsAround;
    const from = Math.min(first, Math.max(0, total - inSight));
    const to = Math.min(total, from + inSight);
    above.style.setProperty("height", `${from * rowHeight}px`);
    below.style.setProperty("height", `${(total - to) * rowHeight}px`);
    place(list, rowsOf(from, to));
    if (height === 0) measure();
  }

  let isPlanned = false;
  viewport.addEventListener("scroll", () => {
    if (isPlanned) return;
    isPlanned = true;
    requestAnimationFrame(() => {
      isPlanned = false;
      render();
    });
  });

  return {
    render,
    measure() {
      height = 0;
      measure();
    },
    reveal(index) {
      const top = index * height;
      const isInSight =
        top >= viewport.scrollTop && top + height <= viewport.scrollTop + viewport.clientHeight;
      if (!isInSight) viewport.scrollTop = top - viewport.clientHeight / 2;
      render();
    },
    toEnd() {
      render();
      viewport.scrollTop = viewport.scrollHeight;
      render();
    },
    isAtEnd: () => viewport.scrollTop + viewport.clientHeight >= viewport.scrollHeight - height,
  };
}
