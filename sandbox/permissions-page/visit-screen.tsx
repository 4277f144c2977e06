import type { Hub } from "../hub/hub.js";
import { clientToConnect } from "../hub/visit.js";
import { EndedScreen } from "./screens/ended.js";
import { LogInScreen } from "./screens/log-in.js";
import { NumbersScreen } from "./screens/numbers.js";
import { PaymentScreen } from "./screens/payment.js";
import { PermissionScreen } from "./screens/permission.js";
import { SignUpScreen } from "./screens/sign-up.js";
import type { View } from "./view.js";

/** The screen that the visit is at, with the hub's data that it lists. */
export function VisitScreen({ hub: { channels, clients, visits }, view }: { hub: Hub; view: View }) {
  const { visit } = view;
  const clientId = visit.clientId ?? "";
  const wanted = clientToConnect(visit.params);
  const connecting = wanted === undefined ? undefined : clients.find(visit.partnerId, wanted);
  switch (visit.screen) {
    case "sign-up":
      return <SignUpScreen view={view} connecting={connecting} />;
    case "log-in":
      return <LogInScreen view={view} />;
    case "payment":
      return <PaymentScreen view={view} />;
    case "numbers":
      return (
        <NumbersScreen
          view={view}
          channels={channels.ofClient(visit.partnerId, clientId)}
          wabas={channels.wabasOf(visit.partnerId, clientId)}
          blocked={visits.numberRefusal(visit)}
        />
      );
    case "permission":
      return <PermissionScreen view={view} channels={visits.numbers(visit)} />;
    case "ended":
      return <EndedScreen view={view} />;
  }
}
