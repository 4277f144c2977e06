/** A story of a test went wrong: a step could not be played, or something that was expected is not so. */
export class StoryError extends Error {
  override readonly name = "StoryError";
}
