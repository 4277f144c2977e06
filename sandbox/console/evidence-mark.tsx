import type { Evidence } from "../evidence/evidence.js";

/** How sure we are of something, with the source. */
export function EvidenceMark({ of, evidence }: { of: string; evidence: Evidence }) {
  return (
    <p class="evidence">
      <span class="quiet">{of}</span> <span class={`mark ${evidence.mark}`}>{evidence.mark}</span>{" "}
      <span class="quiet">{evidence.source}</span>
    </p>
  );
}
