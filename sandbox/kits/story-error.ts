/** A story of a test went wrong: a step could not be played, or something that was expected is not so. */
export class StoryError extends Error {
  override readonly name = "StoryError";
}

/**
 * Remembers this line of the test, so that an error which comes up later can point at it.
 *
 * @param caller frames above and with this function are left out.
 * @returns throws an error on, a {@link StoryError} with this line in its stack.
 */
export function pointAt(caller: (...given: never[]) => unknown): (error: unknown) => never {
  const line: { stack?: string } = {};
  Error.captureStackTrace(line, caller);
  return (error) => {
    if (error instanceof StoryError) {
      const frames = line.stack?.split("\n").slice(1).join("\n") ?? "";
      error.stack = `${error.name}: ${error.message}\n${frames}`;
    }
    throw error;
  };
}
