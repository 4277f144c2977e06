/** Where one hub's Connect control leads: the hub's permission page, which returns to `/connected` with our state. */
export function connectLink(hubUrl: string, partnerId: string, publicUrl: string, state: string): string {
  const query = new URLSearchParams({ redirect_url: `${publicUrl}/connected`, state });
  return `${hubUrl}/dashboard/app/${encodeURIComponent(partnerId)}/permissions?${query}`;
}
