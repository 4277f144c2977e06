import type { Client } from "../../hub/clients.js";
import type { Partner } from "../../hub/partner.js";
import { hubPath, type View } from "../view.js";
import { HubPage } from "./hub-page.js";

interface PartnersProps {
  view: View;
  /** Each partner, and who is logged in at it in this browser. */
  partners: readonly { partner: Partner; client: Client | undefined }[];
  /** A partner that was asked for and does not exist. */
  unknown?: string | undefined;
}

/** Whose client somebody is; our choice, for the real Client Hub has one address for all. */
export function PartnersPage({ view, partners, unknown }: PartnersProps) {
  const { t, query } = view;
  return (
    <HubPage view={view} title={t.partners.title}>
      <h1>{t.partners.title}</h1>
      {unknown !== undefined && (
        <p class="error" data-testid="error-page">
          {t.partners.unknown(unknown)}
        </p>
      )}
      <p class="small">{partners.length > 0 ? t.partners.lead : t.partners.none}</p>
      <ul class="rows">
        {partners.map(({ partner, client }) => (
          <li key={partner.id} class="row">
            <a href={`${hubPath(partner)}${query}`} data-testid={`partner-${partner.id}`}>
              {partner.brandName} <span class="hint">{partner.id}</span>
            </a>
            {client && <span class="tag good">{t.partners.loggedInAs(client.name)}</span>}
          </li>
        ))}
      </ul>
    </HubPage>
  );
}
