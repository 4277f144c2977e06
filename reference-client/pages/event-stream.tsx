import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { LiveUpdates } from "../live-updates.js";
import { ChannelList } from "./channel-list.js";
import { publicView, type ViewDeps } from "./public-view.js";

const heartbeatMs = 15_000;

interface StreamDeps extends ViewDeps {
  live: LiveUpdates;
  stopping: AbortSignal;
}

/**
 * Streams the account's channels: the event `channels` carries the list as HTML, rendered from the same public view
 * as the page, whenever it differs from what was sent before. Comments in between keep the connection open.
 */
export function streamChannels(c: Context, deps: StreamDeps, session: string): Response {
  return streamSSE(c, async (stream) => {
    const closed = new AbortController();
    stream.onAbort(() => closed.abort());
    const ended = AbortSignal.any([closed.signal, deps.stopping]);
    let shown = "";
    while (!ended.aborted) {
      const seen = deps.live.version();
      const html = String(await (<ChannelList channels={publicView(deps, session)} />));
      if (html !== shown) await stream.writeSSE({ event: "channels", data: html });
      else await stream.write(": still here\n\n");
      shown = html;
      await deps.live.after(seen, heartbeatMs, ended);
    }
  });
}
