import type { Evidence } from "../../evidence/evidence.js";
import type { Settings } from "../../hub/settings.js";
import { ErrorText } from "../../pages/field.js";
import type { SettingFact } from "./controls.js";
import { textOf, textsOf } from "./form.js";

/** What was typed into a refused form, and what is wrong with it, by input. */
export interface SettingsRefusal {
  errors: Readonly<Record<string, string>>;
  typed: Readonly<Record<string, string>>;
}

interface InputProps {
  fact: SettingFact;
  name: string;
  text: string;
  error: string | undefined;
  label?: string;
}

function Input({ fact: { name: setting, control }, name, text, error }: InputProps) {
  const common = {
    id: name,
    name,
    "data-testid": `setting-${name}`,
    "aria-describedby": error === undefined ? `${setting}-hint` : `${name}-error ${setting}-hint`,
    "aria-invalid": error === undefined ? undefined : ("true" as const),
  };
  switch (control.kind) {
    case "switch":
      return <input type="checkbox" value="on" checked={text === "on"} {...common} />;
    case "choice":
      return (
        <select {...common}>
          {control.options.map((option) => (
            <option key={option} value={option} selected={option === text}>
              {option || "(nothing)"}
            </option>
          ))}
        </select>
      );
    case "number":
      return <input type="text" inputmode={control.whole ? "numeric" : "decimal"} value={text} {...common} />;
    case "list":
      return (
        <textarea rows={2} {...common}>
          {text}
        </textarea>
      );
    default:
      return <input type="text" value={text} autocomplete="off" spellcheck={false} {...common} />;
  }
}

/** What stands between backticks is code. */
function Prose({ text }: { text: string }) {
  return (
    <>{text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>
  );
}

/** A mark and where it comes from: how sure we are that the real hub behaves so. */
function EvidenceLine({ evidence }: { evidence: Evidence | undefined }) {
  if (evidence === undefined) return null;
  return (
    <span class="evidence">
      <span class={`tag mark-${evidence.mark}`}>{evidence.mark}</span> {evidence.source}
    </span>
  );
}

function Inputs({
  fact,
  value,
  refusal,
}: {
  fact: SettingFact;
  value: unknown;
  refusal?: SettingsRefusal | undefined;
}) {
  const texts = Object.entries(textsOf(fact, value));
  return (
    <div class="setting-inputs">
      {texts.map(([name, text]) => {
        // A switch that is off sends nothing: what was typed is all that there is to know of it.
        const shown = refusal ? (refusal.typed[name] ?? "") : text;
        const error = refusal?.errors[name];
        return (
          <div key={name} class="setting-input">
            {fact.control.kind === "group" && <label for={name}>{name.split(".")[1]}</label>}
            <Input fact={fact} name={name} text={shown} error={error} />
            {error && <ErrorText id={`${name}-error`} message={error} />}
          </div>
        );
      })}
    </div>
  );
}

interface SettingFieldProps {
  fact: SettingFact;
  settings: Settings;
  refusal?: SettingsRefusal | undefined;
}

/** One setting: its name, what it does, how sure we are, and its value. */
function SettingField({ fact, settings, refusal }: SettingFieldProps) {
  const value = new Map<string, unknown>(Object.entries(settings)).get(fact.name);
  const isChanged = JSON.stringify(value) !== JSON.stringify(fact.byDefault);
  const isGroup = fact.control.kind === "group";
  return (
    <div class="setting" {...(isGroup ? { role: "group", "aria-labelledby": `${fact.name}-label` } : {})}>
      <div class="setting-text">
        {isGroup ? (
          <span class="setting-name" id={`${fact.name}-label`}>
            {fact.name}
          </span>
        ) : (
          <label class="setting-name" for={fact.name}>
            {fact.name}
          </label>
        )}
        {isChanged && <span class="tag warn">changed</span>}
        <p id={`${fact.name}-hint`}>
          <Prose text={fact.description} />{" "}
          <span class="hint">By default: {textOf(fact.byDefault) || "nothing"}.</span>
        </p>
        <EvidenceLine evidence={fact.evidence} />
      </div>
      <input type="hidden" name="setting" value={fact.name} />
      <Inputs fact={fact} value={value} refusal={refusal} />
    </div>
  );
}

/** Some settings, in a form that is to be sent to the partner's settings. */
export function SettingFields({
  facts,
  settings,
  refusal,
}: {
  facts: readonly SettingFact[];
  settings: Settings;
  refusal?: SettingsRefusal | undefined;
}) {
  return (
    <div class="settings">
      {facts.map((fact) => (
        <SettingField key={fact.name} fact={fact} settings={settings} refusal={refusal} />
      ))}
    </div>
  );
}
