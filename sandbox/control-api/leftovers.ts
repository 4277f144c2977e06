import type { Faults } from "../faults/faults.js";
import type { Hub } from "../hub/hub.js";
import { type SettingsPatch, settingsPatchSchema } from "../hub/settings.js";

/** What the last play left at each partner. The next one begins without it: its story would be another one. */
export interface Leftovers {
  /**
   * Puts settings and redirect URL back as they were before the last play, where nobody has changed them since, and mends
   * its faults.
   */
  clear(partnerId: string): void;
  /** Sets what a scenario needs. */
  set(partnerId: string, settings: SettingsPatch): void;
  /** Hub and faults for a play: what is changed through them is remembered. */
  rooms: { hub: Hub; faults: Faults };
}

interface Left {
  before: Record<string, unknown>;
  set: Record<string, unknown>;
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

interface LeftUrl {
  before: string | null;
  set: string | null;
}

export function createLeftovers({ hub, faults }: { hub: Hub; faults: Faults }): Leftovers {
  const settingsLeft = new Map<string, Left>();
  const faultsLeft = new Map<string, number[]>();
  const urlsLeft = new Map<string, LeftUrl>();

  const settingsOf = (partnerId: string): Record<string, unknown> => ({
    ...hub.partners.get(partnerId).settings,
  });

  const rooms: Leftovers["rooms"] = {
    hub: {
      ...hub,
      partners: {
        ...hub.partners,
        change(partnerId, change) {
          const { redirectUrl: now } = hub.partners.get(partnerId);
          const changed = hub.partners.change(partnerId, change);
          const known = urlsLeft.get(partnerId);
          const before = known ? known.before : now;
          if (change.redirectUrl !== undefined) urlsLeft.set(partnerId, { before, set: changed.redirectUrl });
          return changed;
        },
      },
    },
    faults: {
      ...faults,
      add(partnerId, fault) {
        const active = faults.add(partnerId, fault);
        faultsLeft.set(partnerId, [...(faultsLeft.get(partnerId) ?? []), active.id]);
        return active;
      },
    },
  };

  function putBack(partnerId: string, { before, set }: Left): void {
    const now = settingsOf(partnerId);
    const untouched = Object.keys(set).filter((name) => isSame(now[name], set[name]));
    if (untouched.length === 0) return;
    const settings = settingsPatchSchema.parse(
      Object.fromEntries(untouched.map((name) => [name, before[name]])),
    );
    hub.partners.change(partnerId, { settings });
  }

  return {
    clear(partnerId) {
      const left = settingsLeft.get(partnerId);
      if (left) putBack(partnerId, left);
      settingsLeft.delete(partnerId);
      const url = urlsLeft.get(partnerId);
      if (url && hub.partners.get(partnerId).redirectUrl === url.set)
        hub.partners.change(partnerId, { redirectUrl: url.before });
      urlsLeft.delete(partnerId);
      for (const id of faultsLeft.get(partnerId) ?? []) faults.remove(id);
      faultsLeft.delete(partnerId);
    },
    set(partnerId, settings) {
      const names = Object.keys(settings);
      if (names.length === 0) return;
      const only = (all: Record<string, unknown>) =>
        Object.fromEntries(names.map((name) => [name, all[name]]));
      const before = only(settingsOf(partnerId));
      hub.partners.change(partnerId, { settings });
      settingsLeft.set(partnerId, { before, set: only(settingsOf(partnerId)) });
    },
    rooms,
  };
}
