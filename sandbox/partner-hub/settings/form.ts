import { z } from "zod";
import { type Settings, type SettingsPatch, settingsPatchSchema } from "../../hub/settings.js";
import type { FormBody } from "../../pages/forms.js";
import { type Control, type SettingFact, settingFacts } from "./controls.js";

/** A setting as texts, by the names of its inputs: one, or one for each part of a group. */
export function textsOf({ name, control }: SettingFact, value: unknown): Record<string, string> {
  if (control.kind !== "group") return { [name]: textOf(value) };
  const parts = z.record(z.string(), z.unknown()).parse(value);
  return Object.fromEntries(control.names.map((part) => [`${name}.${part}`, textOf(parts[part])]));
}

/** A value as a person types it. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([name, part]) => `${name} ${textOf(part)}`)
      .join(", ");
  return String(value);
}

type Typed = Readonly<Record<string, string>>;

function typedValue(name: string, control: Control, typed: Typed): unknown {
  const text = (typed[name] ?? "").trim();
  switch (control.kind) {
    case "switch":
      return text === "on";
    case "number":
      return text === "" ? text : Number(text);
    case "list":
      return text === "" ? [] : text.split(",").map((one) => one.trim());
    case "group":
      return Object.fromEntries(control.names.map((part) => [part, typed[`${name}.${part}`]?.trim() ?? ""]));
    default:
      return text;
  }
}

/** What a form asks for: a change, and that is `undefined` when all is as it was; or what is wrong, by input. */
export type SettingsForm =
  | { change: SettingsPatch | undefined }
  | { errors: Record<string, string>; typed: Typed };

const namesSchema = z.union([z.array(z.string()), z.string().transform((name) => [name])]).default([]);

const typedSchema = z
  .record(z.string(), z.unknown())
  .transform((body) =>
    Object.fromEntries(
      Object.entries(body).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    ),
  );

function rangeError({ whole, min, max }: Extract<Control, { kind: "number" }>, text: string): string {
  const range = [min === undefined ? "" : `from ${min}`, max === undefined ? "" : `to ${max}`];
  return `"${text}" does not fit. Write a ${whole ? "whole " : ""}number ${range.join(" ")}.`.replace(
    / +/g,
    " ",
  );
}

/** The input that an issue of the patch belongs to: an item of a list belongs to the list. */
function inputOf(path: readonly PropertyKey[]): string {
  const [name = "", part] = path.map(String);
  const control = settingFacts.find((fact) => fact.name === name)?.control;
  return control?.kind === "group" && part !== undefined ? `${name}.${part}` : name;
}

function messageOf(input: string, message: string, typed: Typed): string {
  const control = settingFacts.find((fact) => fact.name === input)?.control;
  return control?.kind === "number" ? rangeError(control, typed[input] ?? "") : message;
}

/**
 * Reads a form of some settings. The form names them in `setting`, as a switch that is off sends nothing. Settings that are
 * as before are left out of the change, so that the journal tells what was really changed.
 */
export function readSettings(body: FormBody, before: Settings): SettingsForm {
  const names = namesSchema.parse(body.setting);
  const typed = typedSchema.parse(body);
  const values = settingFacts
    .filter(({ name }) => names.includes(name))
    .map(({ name, control }) => [name, typedValue(name, control, typed)] as const);
  const parsed = settingsPatchSchema.safeParse(Object.fromEntries(values));
  if (!parsed.success) {
    const errors: Record<string, string> = {};
    for (const { path, message } of parsed.error.issues) {
      const input = inputOf(path);
      errors[input] ??= messageOf(input, message, typed);
    }
    return { errors, typed };
  }
  const stored = new Map<string, unknown>(Object.entries(before));
  const changed = Object.entries(parsed.data).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(stored.get(name)),
  );
  return { change: changed.length === 0 ? undefined : Object.fromEntries(changed) };
}
