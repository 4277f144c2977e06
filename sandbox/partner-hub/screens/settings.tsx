import { HubPage, Panel } from "../frame.js";
import { groupedSettings } from "../settings/controls.js";
import { SettingFields, type SettingsRefusal } from "../settings/fields.js";
import { hubPath, type View } from "../view.js";

interface SettingsProps {
  view: View;
  refusal?: SettingsRefusal | undefined;
}

/** Everything that can be turned in the sandbox for this partner. The real hub has no such screen. */
export function SettingsScreen({ view, refusal }: SettingsProps) {
  const { partner } = view;
  const wrong = Object.keys(refusal?.errors ?? {});
  return (
    <HubPage view={view} tab="settings" title="Settings" styles={["partner-hub/integration.css"]}>
      <div class="heading">
        <h1>Settings</h1>
        <p class="lead">
          The sandbox's own, for this partner: where 360dialog's behaviour is unknown or you know better, turn
          it here.
        </p>
      </div>
      <form
        class="wide"
        method="post"
        action={hubPath(partner.id, "settings")}
        novalidate
        data-testid="settings-form"
      >
        {wrong.length > 0 && (
          <p class="error" role="alert" data-testid="settings-error">
            Nothing was saved: {wrong.join(", ")} {wrong.length === 1 ? "does" : "do"} not fit.
          </p>
        )}
        {groupedSettings().map(({ heading, settings }) => (
          <Panel key={heading} title={heading}>
            <SettingFields facts={settings} settings={partner.settings} refusal={refusal} />
          </Panel>
        ))}
        <div class="save-bar">
          <button class="primary" type="submit" data-testid="save-settings">
            Save settings
          </button>
        </div>
      </form>
    </HubPage>
  );
}
