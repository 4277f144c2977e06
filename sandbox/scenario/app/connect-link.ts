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

/**
 * Finds the Connect control of one partner in a page: `<a data-connect data-partner-id="…" href="…">`, the attributes
 * in any order.
 *
 * @returns its address, and every partner that the page has such a link for.
 */
export function findConnectLink(
  html: string,
  partnerId: string,
): { href: string | undefined; partners: string[] } {
  const markup = html.replace(/<!--[\s\S]*?-->/g, "");
  const links = [...markup.matchAll(/<a\s((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi)]
    .map(([, inside = ""]) => attributesOf(inside))
    .filter((attributes) => attributes.has("data-connect"));
  const own = links.find((attributes) => attributes.get("data-partner-id") === partnerId);
  return { href: own?.get("href"), partners: links.map((link) => link.get("data-partner-id") ?? "(none)") };
}
