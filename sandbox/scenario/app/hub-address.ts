import type { OpenedVisit } from "./partner-app.js";

/** Whether an address is that of a partner's permissions page, whichever generation of the button made it. */
export function leadsToHub({ pathname }: URL, partnerId: string): boolean {
  return [`/dashboard/app/${partnerId}`, `/onboarding/${partnerId}`].some(
    (path) => pathname === path || pathname.startsWith(`${path}/`),
  );
}

/** The visit that a window shows. */
export function visitAt(address: string, partnerId: string): OpenedVisit | undefined {
  const [, partner, visitId] = /\/onboarding\/([^/]+)\/visits\/([^/?#]+)/.exec(address) ?? [];
  return partner === partnerId && visitId !== undefined ? { visitId } : undefined;
}
