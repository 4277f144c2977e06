import { leadsToHub } from "./hub-address.js";

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeHtml(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number.parseInt(decimal, 10));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return named[String(name).toLowerCase()] ?? whole;
  });
}

function attributesOf(tag: string): Map<string, string> {
  const attributes = tag.matchAll(/([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g);
  return new Map(
    [...attributes].map(([, name = "", double, single, bare]) => [
      name.toLowerCase(),
      unescapeHtml(double ?? single ?? bare ?? ""),
    ]),
  );
}

/** An address that is written out: the hub's permissions page of this partner. */
function isPermissionsPage(href: string, partnerId: string): boolean {
  const url = URL.canParse(href) ? new URL(href) : undefined;
  return url !== undefined && leadsToHub(url, partnerId);
}

/**
 * Finds the Connect control of one partner in a page: `<a data-connect data-partner-id="…" href="…">`, the attributes
 * in any order, or else the first link to the partner's permissions page.
 *
 * @returns its address, and every partner that the page has a marked link for.
 */
export function findConnectLink(
  html: string,
  partnerId: string,
): { href: string | undefined; partners: string[] } {
  const markup = html.replace(/<!--[\s\S]*?-->/g, "");
  const all = [...markup.matchAll(/<a\s((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi)].map(([, inside = ""]) =>
    attributesOf(inside),
  );
  const links = all.filter((attributes) => attributes.has("data-connect"));
  const own =
    links.find((attributes) => attributes.get("data-partner-id") === partnerId) ??
    all.find((attributes) => isPermissionsPage(attributes.get("href") ?? "", partnerId));
  return { href: own?.get("href"), partners: links.map((link) => link.get("data-partner-id") ?? "(none)") };
}
