import { processWall } from "../clock/wall.js";
import type { PartnerView } from "../control-api/partners.js";
import { parseQuery } from "../permissions-page/query.js";
import type { Sandbox } from "../sandbox.js";
import { httpApp } from "../scenario/app/http-app.js";
import { asksOnlyAfterTraffic } from "../scenario/app/rest.js";
import type { Scenario } from "../scenario/scenario.js";
import type { Seat } from "./seat.js";

/** The partner of each hub of each scenario, made for it alone. */
export type PlayPartners = ReadonlyMap<Scenario, ReadonlyMap<string, PartnerView>>;

/** Makes a partner for each hub of each scenario, so that they can be played at the same time and in any order. */
export const partnersFor = (sandbox: Sandbox, scenarios: readonly Scenario[]): PlayPartners =>
  new Map(
    scenarios.map((scenario) => {
      const hubs = [...scenario.hubs.values()].map(({ alias, billing, settings }) => {
        const partner = sandbox.createPartner({ brandName: scenario.title, billing, settings });
        return [alias, partner] as const;
      });
      return [scenario, new Map(hubs)];
    }),
  );

export interface PlaySetting {
  sandbox: Pick<Sandbox, "journal">;
  /** The origin of an app that serves all of the partners: the page with the Connect control is `/`, and `/idle` tells when it has come to rest. */
  appUrl: string;
  partners: PlayPartners;
}

/** As many seats as are wanted, each good for any hub; never fewer than one scenario needs. */
export function seatsAt({ sandbox, appUrl, partners }: PlaySetting, wanted: number): Seat[] {
  const { journal } = sandbox;
  const mostHubs = Math.max(...[...partners.values()].map((hubs) => hubs.size));
  const seat: () => Seat = () => ({
    refusal: () => undefined,
    async take(scenario, { alias }) {
      const partnerId = partners.get(scenario)?.get(alias)?.id;
      if (partnerId === undefined) throw new Error(`No partner was made for ${scenario.name} ${alias}.`);
      const app = httpApp({ url: appUrl, partnerId, wall: processWall, readLink: parseQuery });
      return {
        partnerId,
        app: asksOnlyAfterTraffic(app, { journal, partnerId }),
        isOwn: () => true,
        leave: async () => {},
      };
    },
  });
  return Array.from({ length: Math.max(wanted, mostHubs) }, seat);
}
