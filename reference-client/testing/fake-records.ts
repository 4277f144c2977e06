/** A channel of the fake hub; a test changes its fields to make time pass. */
export interface FakeChannel {
  id: string;
  clientId: string;
  partnerId: string;
  shared: boolean;
  state: "created" | "ready" | "running" | "live";
  phone: string;
  name: string;
  terminatedAt: string | null;
}

/** What the fake hub remembers. */
export interface FakeRecords {
  channels: Map<string, FakeChannel>;
  keys: {
    value: string;
    channelId: string;
    alive: boolean;
    webhook?: { url: string; headers: Record<string, string> };
  }[];
  webhookUrls: Map<string, string>;
  redirectUrls: Map<string, string>;
}

export const isRunning = ({ state }: FakeChannel) => state === "running" || state === "live";

/** The channel object as the Partner API and events show it. */
export function channelBody(channel: FakeChannel) {
  return {
    id: channel.id,
    client_id: channel.clientId,
    client: { id: channel.clientId, name: "Nordlicht Bakery" },
    status: channel.state === "created" ? "created" : "ready",
    account_mode: channel.state === "live" ? "live" : "sandbox",
    terminated_at: channel.terminatedAt,
    setup_info: { phone_number: channel.phone, phone_name: channel.name },
    integration: { enabled: true, app_id: "204811", state: isRunning(channel) ? "running" : "pending" },
  };
}

/** The hub's error envelope. */
export const errorBody = (http_code: number, developer_message: string) => ({
  meta: { success: false, http_code, developer_message },
});
