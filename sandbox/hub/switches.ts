import type { Channels } from "./channels.js";
import type { HubContext } from "./context.js";
import type { Partners } from "./partners.js";

/** Switches that the hub remembers; nothing else in the sandbox depends on them. */
export interface Switches {
  /** Signals of click-to-WhatsApp ads, for one number. @returns whether that changed anything. */
  setCtwa(partnerId: string, channelId: string, enabled: boolean): boolean;
  /** Whether requests of clients to change to another partner are approved without asking. */
  setAutoApprove(partnerId: string, enabled: boolean): void;
}

export function createSwitches(
  { store, journal }: HubContext,
  { partners, channels }: { partners: Partners; channels: Channels },
): Switches {
  const note = (partner: string, subject: string, summary: string) =>
    void journal.record({ partner, kind: "state", subject, summary });
  const onOff = (enabled: boolean) => (enabled ? "on" : "off");

  return {
    setCtwa: (partnerId, channelId, enabled) =>
      store.transaction(() => {
        const { id } = channels.get(partnerId, channelId);
        const { changes } = store
          .prepare<[number, string, number], never>("UPDATE channels SET ctwa = ? WHERE id = ? AND ctwa <> ?")
          .run(Number(enabled), id, Number(enabled));
        if (changes > 0)
          note(partnerId, id, `signals of click-to-WhatsApp ads of ${id} are ${onOff(enabled)}`);
        return changes > 0;
      }),
    setAutoApprove: (partnerId, enabled) =>
      store.transaction(() => {
        const { id } = partners.get(partnerId);
        store
          .prepare<[number, string], never>("UPDATE partners SET approves_partner_changes = ? WHERE id = ?")
          .run(Number(enabled), id);
        note(id, id, `automatic approval of partner changes is ${onOff(enabled)}`);
      }),
  };
}
