import type { Partner } from "../../hub/partner.js";
import { ErrorPage } from "../../pages/error-page.js";
import { hubPath } from "../view.js";

/** An address of a partner that this sandbox does not have. */
export function UnknownPartnerPage({ id, partners }: { id: string; partners: readonly Partner[] }) {
  return (
    <ErrorPage language="en" title="Unknown partner">
      <p class="lead">
        This sandbox has no partner <code>{id}</code>.
      </p>
      {partners.length === 0 ? (
        <p>
          It has none at all. Make one with <code>POST /_sandbox/api/partners</code>.
        </p>
      ) : (
        <ul class="points">
          {partners.map((partner) => (
            <li key={partner.id}>
              <a href={hubPath(partner.id, "channels")}>
                {partner.brandName} ({partner.id})
              </a>
            </li>
          ))}
        </ul>
      )}
    </ErrorPage>
  );
}

/** An address of a channel that is not the partner's, or no longer there. */
export function UnknownChannelPage({ partner, id }: { partner: Partner; id: string }) {
  return (
    <ErrorPage language="en" title="Unknown channel" partner={partner}>
      <p class="lead">
        {partner.id} has no channel <code>{id}</code>. A reset forgets channels.
      </p>
      <p>
        <a href={hubPath(partner.id, "channels")}>All channels of {partner.brandName}</a>
      </p>
    </ErrorPage>
  );
}
