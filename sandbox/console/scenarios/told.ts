/** A line of a scenario as it is told: somebody does something, something must be so by then, or it is said who is who. */
export interface ToldLine {
  kind: "step" | "moment" | "check" | "about";
  says: string;
  /** Of a step. */
  number: number | undefined;
}

/** Reads the lines of a told scenario, without its heading and story, which the page shows itself. */
export function toldLines(lines: readonly string[]): ToldLine[] {
  const body = lines.slice(lines.indexOf("") + 1).filter((line) => line.trim() !== "");
  return body.map((line): ToldLine => {
    const step = /^\s*(\d+)\. (.*)$/.exec(line);
    if (step) return { kind: "step", says: step[2] ?? "", number: Number(step[1]) };
    const says = line.trim();
    if (says.startsWith("– ")) return { kind: "check", says: says.slice(2), number: undefined };
    return { kind: line.startsWith("     ") ? "moment" : "about", says, number: undefined };
  });
}
