import { upgradeConnectLinks } from "./connect.js";
import { followChannels } from "./live-channels.js";

upgradeConnectLinks();
followChannels();

// The query has been read by the server. Without it, a reload or a bookmark does not tell old news.
if (window.location.search !== "") window.history.replaceState(null, "", window.location.pathname);
