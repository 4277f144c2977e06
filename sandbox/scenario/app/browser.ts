import type { Wall } from "../../clock/wall.js";
import { AppError } from "./partner-app.js";

/** A page as a browser without JavaScript sees it, after redirects. */
interface Page {
  url: string;
  status: number;
  text: string;
}

/** One person's browser: it keeps cookies and follows redirects. */
export interface Browser {
  /** @throws AppError when nothing answers, or redirects go round in circles. */
  get(url: string): Promise<Page>;
}

const patienceMs = 10_000;
const redirectsAtMost = 10;

function why(error: unknown, url: string): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `No answer from ${url} within ${patienceMs / 1000} s.`;
  const { cause } = error;
  return `Nothing answers at ${url}: ${cause instanceof Error ? cause.message : error.message}. Is the app running?`;
}

/** Cookies by host name. Path and secure do not matter to an app that is tested on one machine. */
function createJar() {
  const hosts = new Map<string, Map<string, string>>();
  const of = (host: string) => {
    const cookies = hosts.get(host) ?? new Map<string, string>();
    hosts.set(host, cookies);
    return cookies;
  };
  return {
    header: (host: string) => [...of(host)].map(([name, value]) => `${name}=${value}`).join("; "),
    keep(host: string, setCookies: readonly string[]): void {
      for (const line of setCookies) {
        const [pair = "", ...attributes] = line.split(";");
        const at = pair.indexOf("=");
        const name = pair.slice(0, at).trim();
        const isGone = attributes.some((attribute) => /^\s*max-age\s*=\s*-?0*\s*$/i.test(attribute));
        if (isGone) of(host).delete(name);
        else of(host).set(name, pair.slice(at + 1).trim());
      }
    },
  };
}

export function createBrowser(wall: Wall): Browser {
  const jar = createJar();

  async function load(url: URL): Promise<Response> {
    const cookie = jar.header(url.hostname);
    const headers = { accept: "text/html", ...(cookie === "" ? {} : { cookie }) };
    try {
      return await fetch(url, { headers, redirect: "manual", signal: wall.deadline(patienceMs) });
    } catch (error) {
      throw new AppError(why(error, url.origin + url.pathname));
    }
  }

  return {
    async get(address) {
      let url = new URL(address);
      for (let hop = 0; hop <= redirectsAtMost; hop += 1) {
        const answer = await load(url);
        jar.keep(url.hostname, answer.headers.getSetCookie());
        const location = answer.headers.get("location");
        if (answer.status < 300 || answer.status > 399 || location === null) {
          return { url: url.href, status: answer.status, text: await answer.text() };
        }
        url = new URL(location, url);
      }
      throw new AppError(`${address} redirects more than ${redirectsAtMost} times.`);
    },
  };
}
