import type { Channel } from "../../hub/channel.js";
import { displayPhoneNumber } from "../../hub/phone.js";
import type { View } from "../view.js";
import { metaMessagesIn } from "./messages.js";
import { MetaWindow } from "./window.js";

/** The end: its module tells the page that opened the window, and closes it. Without one, the link leads back. */
export function FinishedPage({ view, channel }: { view: View; channel: Channel | undefined }) {
  const { finished: t } = metaMessagesIn(view.language);
  const text = channel ? t.text(displayPhoneNumber(channel.phoneNumber)) : t.overText;
  return (
    <MetaWindow view={view} title={channel ? t.title : t.overTitle} isFinished>
      <p class="lead" data-testid={channel ? "meta-finished" : "meta-over"}>
        {text}
      </p>
      <a class="primary" href={view.path} data-testid="meta-close">
        {t.close}
      </a>
    </MetaWindow>
  );
}
