import type { Act, CastStory } from "../demo/story.js";
import type { Frames } from "./demo-frames.js";
import type { HeardJournal } from "./demo-journal.js";
import { callApi } from "./fragment.js";

/** How fast the client in the popup is, and how long a jump in time is shown. */
export type Pace = "person" | "instant";

/** What acts need: the story that plays, its journal, and the screen. */
export interface Scene {
  story: CastStory;
  journal: HeardJournal;
  frames: Frames;
  pace: Pace;
  signal: AbortSignal;
  /** Says what the sandbox makes of the app. */
  showVerdict(text: string, isGood: boolean): void;
}

/** The channel that was added last. */
function newestChannel({ journal }: Scene): string {
  const created = journal.newest({ kind: "state", says: "^channel \\w+ is created$" });
  if (created === undefined) throw new Error("No number has been added yet.");
  return created.subject;
}

function resultsIn(contract: unknown): string[] {
  if (typeof contract !== "object" || contract === null || !("rules" in contract)) return [];
  const rules: unknown = contract.rules;
  if (!Array.isArray(rules)) return [];
  return rules.map((rule: unknown) =>
    typeof rule === "object" && rule !== null && "result" in rule ? String(rule.result) : "",
  );
}

async function judge({ story: { partner }, showVerdict }: Scene): Promise<void> {
  const results = resultsIn(await callApi("GET", `/contract?partner=${partner}`));
  const count = (result: string) => results.filter((one) => one === result).length;
  const broken = count("broken");
  showVerdict(`${count("kept")} rules kept, ${broken === 0 ? "none" : broken} broken`, broken === 0);
}

/** Does one act of a step. */
export async function perform(act: Act, scene: Scene): Promise<void> {
  const { partner } = scene.story;
  switch (act.do) {
    case "connect":
      await callApi("POST", "/autopilot", { ...act.plan, partner, pace: scene.pace, times: 1 });
      return scene.frames.connect(partner, scene.signal);
    case "until-running":
      await callApi("POST", "/clock/until", { partner, channel: newestChannel(scene) });
      return;
    case "advance":
      await callApi("POST", "/clock/advance", { partner, by: act.by });
      return;
    case "customer-writes":
      await callApi("POST", "/messages", { partner, channel: newestChannel(scene), text: act.text });
      return;
    case "show":
      return scene.frames.showInApp(act.part);
    case "judge":
      return judge(scene);
  }
}
