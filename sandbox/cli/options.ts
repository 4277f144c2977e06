import { InvalidArgumentError } from "commander";
import type { ClockSetting } from "../clock/time.js";

/** Reads `--port`: 0 (any free one) to 65535. */
export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError(`"${text}" is no port. Give a number from 0 (any free port) to 65535.`);
}

/** Reads `--seed`: a whole number. */
export function readSeed(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`"${text}" is no seed. Give a whole number.`);
}

/** Reads a whole number of at least 0. */
export function readCount(text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`"${text}" is no whole number.`);
}

/** Reads `--clock`: `real`, `manual`, or `x60` for a minute each second. */
export function readClock(text: string): ClockSetting {
  if (text === "real") return { mode: "real", scale: 1 };
  if (text === "manual") return { mode: "manual", scale: 0 };
  const scale = Number(/^x(\d+(?:\.\d+)?)$/.exec(text)?.[1]);
  if (scale > 0) return { mode: "scaled", scale };
  throw new InvalidArgumentError(`"${text}" is no clock. Give real, manual, or a factor such as x60.`);
}

/** Reads `--base-url`: an http(s) origin. */
export function readBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url.origin;
  throw new InvalidArgumentError(`"${text}" is no http(s) URL. Give an origin such as http://hub.test:8082.`);
}

/** Reads `--set path=value` into those read before; a value that is JSON is taken as such, others as text. */
export function readField(text: string, before: Record<string, unknown> = {}): Record<string, unknown> {
  const [, path, value] = /^([\w.]+)=(.*)$/s.exec(text) ?? [];
  if (path === undefined || value === undefined) {
    throw new InvalidArgumentError(`"${text}" sets no field. Write it as data.status=error.`);
  }
  try {
    return { ...before, [path]: JSON.parse(value) };
  } catch {
    return { ...before, [path]: value };
  }
}
