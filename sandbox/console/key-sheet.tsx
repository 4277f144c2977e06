/** Keys that do something, pressed one after the other. */
export interface Key {
  keys: readonly string[];
  says: string;
}

/** What the keyboard can do; `?` opens it. */
export function KeySheet({ keys }: { keys: readonly Key[] }) {
  const all: readonly Key[] = [
    ...keys,
    { keys: ["?"], says: "Show this sheet" },
    { keys: ["Esc"], says: "Close what is open" },
  ];
  return (
    <dialog id="keys" aria-labelledby="keys-title" data-testid="keys">
      <h2 id="keys-title">Keys</h2>
      <dl class="keys">
        {all.map((key) => (
          <div>
            <dt>
              {key.keys.map((one) => (
                <kbd>{one}</kbd>
              ))}
            </dt>
            <dd>{key.says}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="small-button">
          Close
        </button>
      </form>
    </dialog>
  );
}
