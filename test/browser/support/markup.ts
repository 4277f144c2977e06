import type { Page } from "playwright";

/** A form as a page has it. */
export interface ReadForm {
  action: string;
  method: string;
  fields: { name: string; value: string; isHidden: boolean }[];
}

/** What a browser makes of the HTML of a page, without running any of it. */
export interface Markup {
  /** `input`, `input@value`: elements, and attributes of each. */
  names: string[];
  /** Addresses that the page leads to or loads, by where they stand. */
  addresses: { at: string; address: string }[];
  /** Everything that is for a person or a program to read: text, values of attributes, comments. */
  text: string;
  forms: ReadForm[];
  /** Addresses of the page's own origin: links, and parts that its scripts fetch. */
  near: string[];
}

/** Reads pages with the browser's own parser. */
export function readMarkup(reader: Page, pages: readonly string[]): Promise<Markup[]> {
  return reader.evaluate((texts) => {
    const loads = ["href", "src", "action", "formaction", "data", "srcdoc", "xlink:href", "poster", "srcset"];
    const isField = (one: Element) =>
      one instanceof HTMLInputElement ||
      one instanceof HTMLSelectElement ||
      one instanceof HTMLTextAreaElement ||
      one instanceof HTMLButtonElement;

    const formOf = (form: HTMLFormElement) => ({
      // Not `form.action`: a field may have that name.
      action: form.getAttribute("action") ?? "",
      method: (form.getAttribute("method") ?? "get").toLowerCase(),
      fields: [...form.elements].filter(isField).flatMap(({ name, value, type }) => {
        if (name === "") return [];
        return [{ name, value, isHidden: type === "hidden" || type === "radio" || type === "submit" }];
      }),
    });

    return texts.map((text) => {
      const parsed = new DOMParser().parseFromString(text, "text/html");
      const names = new Set<string>();
      const addresses: { at: string; address: string }[] = [];
      const read: string[] = [];
      const walker = parsed.createTreeWalker(parsed, NodeFilter.SHOW_ALL);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node instanceof Comment) names.add("comment");
        if (!(node instanceof Element)) {
          read.push(node.nodeValue ?? "");
          continue;
        }
        names.add(node.localName);
        if (node.localName === "script" && node.textContent !== "") names.add("script with a text");
        for (const { name, value } of node.attributes) {
          names.add(`${node.localName}@${name}`);
          read.push(value);
          if (loads.includes(name)) addresses.push({ at: `${node.localName}@${name}`, address: value });
          if (name === "content" && node.hasAttribute("http-equiv"))
            addresses.push({ at: "meta", address: /url=(.*)$/is.exec(value)?.[1] ?? "" });
        }
      }
      const near = [...parsed.querySelectorAll("a[href^='/'], [data-part], [data-detail]")].flatMap((one) =>
        ["href", "data-part", "data-detail"].flatMap((name) => one.getAttribute(name) ?? []),
      );
      const forms = [...parsed.forms].filter((form) => !form.hasAttribute("data-call"));
      return { names: [...names], addresses, text: read.join("\n"), forms: forms.map(formOf), near };
    });
  }, pages);
}

/** Addresses that run something, or load it from elsewhere; images may come from anywhere on the web. */
export function wrongAddresses({ addresses }: Markup): string[] {
  return addresses.flatMap(({ at, address }) => {
    if (address === "data:," || address === "") return [];
    const base = "http://sandbox.invalid";
    if (!URL.canParse(address, base)) return [`${at}: ${address}`];
    const { protocol, origin } = new URL(address, base);
    const isOwn = origin === base;
    const isLeadingAway = ["a@href", "img@src", "meta", "iframe@src"].includes(at);
    const isWeb = protocol === "http:" || protocol === "https:";
    return isOwn || (isWeb && isLeadingAway) ? [] : [`${at}: ${address}`];
  });
}
