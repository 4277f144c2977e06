import type { Channel } from "../../hub/channel.js";

/** The docs' words for whether the client lets the partner create API keys. */
export function PermissionTag({ permitted }: { permitted: boolean }) {
  return <span class={permitted ? "tag good" : "tag warn"}>{permitted ? "Shared" : "Missing"}</span>;
}

/** Whether the number runs, or what ends it. */
export function StateTag({ channel: { integrationState, cancelledAt, terminatedAt } }: { channel: Channel }) {
  if (terminatedAt !== null) return <span class="tag">terminated</span>;
  return (
    <span class="tags">
      {integrationState === null ? (
        <span class="tag">not running</span>
      ) : (
        <span class={integrationState === "running" ? "tag good" : "tag"}>{integrationState}</span>
      )}
      {cancelledAt !== null && <span class="tag warn">cancelled</span>}
    </span>
  );
}
