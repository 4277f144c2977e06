import type { Channel } from "../hub/channel.js";
import type { Refusal } from "../pages/forms.js";
import { readListQuery, toOverviewQuery } from "./channel-list-query.js";
import { base, type Desk, type HubApp, type HubContext, onForm, viewOf } from "./desk.js";
import { ChannelScreen } from "./screens/channel.js";
import { ChannelListScreen } from "./screens/channel-list.js";
import { UnknownChannelPage } from "./screens/errors.js";

/** The Channels tab: the list, and each number with its API key. */
export function addChannelRoutes(app: HubApp, desk: Desk): void {
  const { hub, shownOnce } = desk;

  const idOf = (c: HubContext): string => c.req.param("channelId") ?? "";

  function show(c: HubContext, channel: Channel, refusal?: Refusal): Response | Promise<Response> {
    const screen = (
      <ChannelScreen
        view={viewOf(desk, c)}
        channel={channel}
        keys={hub.apiKeys.list(channel.partnerId, channel.id)}
        keyRefusal={hub.apiKeys.refusal(channel)}
        past={hub.channelHistory.past(channel)}
        coming={hub.channelHistory.coming(channel)}
        wabaWebhook={hub.channels.wabaWebhook(channel.waba.id)}
        refusal={refusal}
      />
    );
    return c.html(screen, refusal?.status ?? 200);
  }

  function showIfThere(c: HubContext, refusal?: Refusal): Response | Promise<Response> {
    const partner = c.get("partner");
    const channel = hub.channels.find(partner.id, idOf(c));
    if (channel) return show(c, channel, refusal);
    return c.html(<UnknownChannelPage partner={partner} id={idOf(c)} />, 404);
  }

  app.get(`${base}/channels`, (c) => {
    const { id } = c.get("partner");
    const query = readListQuery(c.req.query());
    const { lines, total } = hub.channelOverview.page(id, toOverviewQuery(query));
    const statuses = hub.channelOverview.statuses(id);
    const link = hub.onboardingLinks.link(id, {});
    const list = { view: viewOf(desk, c), query, lines, total, statuses, link };
    return c.html(<ChannelListScreen {...list} />);
  });

  app.get(`${base}/channels/:channelId`, (c) => showIfThere(c));

  onForm(app, {
    path: "channels/:channelId/api-keys",
    submit(c) {
      const value = hub.apiKeys.create(c.get("partner").id, idOf(c)).api_key;
      shownOnce.keep(c, { of: "channel-key", value });
      return `channels/${idOf(c)}#api-key`;
    },
    refuse: showIfThere,
  });

  // The address of a refused form, reloaded or kept as a bookmark.
  app.get(`${base}/channels/:channelId/api-keys`, (c) =>
    c.redirect(`/partner-hub/${c.get("partner").id}/channels/${idOf(c)}`, 303),
  );
}
