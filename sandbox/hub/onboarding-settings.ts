import { z } from "zod";
import { durationSchema } from "../clock/duration-schema.js";
import { documented, inferred, invented } from "../evidence/evidence.js";
import { evident } from "./evident.js";

/** How a browser comes back to the partner. */
const redirectSettings = {
  redirect_unset: z
    .enum(["error", "client_hub"])
    .default("error")
    .meta(
      evident(
        "Without any redirect URL: the error screen, or the Client Hub.",
        documented("older and newer docs contradict each other"),
      ),
    ),
  redirect_repeats_unchanged: z
    .boolean()
    .default(true)
    .meta(
      evident(
        "`channels` also lists numbers that were permitted before this visit.",
        inferred("the docs call only `revoked` new"),
      ),
    ),
  redirect_brackets: z
    .enum(["literal", "encoded"])
    .default("literal")
    .meta(
      evident(
        "Brackets and commas of `channels` and `revoked` as they are, or percent-encoded.",
        inferred(
          "the docs print them literally; the form on the wire is unknown, and usual parsers read both",
        ),
      ),
    ),
  redirect_quotes_ids: z
    .boolean()
    .default(false)
    .meta(
      evident(
        "Ids stand in double quotes, as in JSON; the official button then reads the quotes as part of the id.",
        documented("no quotes; two hobby projects expect JSON"),
      ),
    ),
  redirect_revoke_only: z
    .enum(["empty_list", "empty", "absent"])
    .default("empty_list")
    .meta(
      evident(
        "When no number is permitted: `channels=[]`, `channels=`, or no `channels` at all.",
        invented("unknown; the official button calls back only for the first, with one empty id"),
      ),
    ),
  redirect_channels: z
    .enum(["all", "first"])
    .default("all")
    .meta(
      evident(
        "`channels` names every permitted number, or the first one only.",
        documented("an array; `first` is for apps that were only ever tried with one number"),
      ),
    ),
  redirect_echoes_empty_state: z
    .boolean()
    .default(false)
    .meta(
      evident(
        "A link with an empty `state=` gets `state=` back; off, it gets none.",
        invented("unknown; the official button sends `state=` for a state that was not set"),
      ),
    ),
};

/** IO Signature: only links that the partner's server signed open the permissions page. */
const signatureSettings = {
  io_signature: z
    .boolean()
    .default(false)
    .meta(
      evident(
        "The permissions page opens for links with a valid io_signature and io_timestamp only.",
        documented("io-signature: optional, switched on by the partner"),
      ),
    ),
  io_signature_window: durationSchema
    .default("5m")
    .meta(
      evident(
        "How far io_timestamp may be from now, in the past or the future. Now is the partner's clock or the machine's, whichever is nearer.",
        invented(
          "the docs' window is unknown; apps sign with the machine's time, whatever the sandbox's clock does",
        ),
      ),
    ),
  io_signature_encoding: z
    .enum(["hex", "any"])
    .default("hex")
    .meta(
      evident(
        "`hex`: lower-case hex. `any`: also upper-case hex, base64 and base64url.",
        inferred("the docs' samples were not readable; the webhook signature is lower-case hex"),
      ),
    ),
  io_signature_used_at: z
    .enum(["open", "return"])
    .default("open")
    .meta(
      evident(
        "When a signature counts as used: when the link is opened, or when a visit returns to the partner.",
        invented("a signature is good for one onboarding (documented); the moment is unknown"),
      ),
    ),
};

const clientHubSettings = {
  client_may_revoke: z
    .enum(["direct", "always"])
    .default("direct")
    .meta(
      evident(
        "Whose clients may take a permission back by themselves: those of Direct Payment, or all.",
        documented("newer text: Direct Payment only, others ask their partner; older text: any client"),
      ),
    ),
};

/** Which numbers a client may add, and which the permission screen is about. */
const numberSettings = {
  clients_add_numbers: z
    .boolean()
    .default(true)
    .meta(
      evident(
        "A client that has a number may add others; the partner object says so in allow_client_to_add_phone_no.",
        documented("partner-hub; that the first number is always allowed is our reading"),
      ),
    ),
  blocks_new_numbers: z
    .boolean()
    .default(false)
    .meta(
      evident(
        "Nobody can add a number; the partner object says so in blocked_new_submission.",
        invented("the field exists, its meaning is a guess from its name"),
      ),
    ),
  requested_number: z
    .enum(["first", "only"])
    .default("first")
    .meta(
      evident(
        "For a link with `number`, the permission screen lists that number before the others, or no other.",
        documented("`number` restricts the request to one number; how the screen shows it is unknown"),
      ),
    ),
};

/** Settings of the hosted pages: the way in, the way back, and what a client may do there and in its Client Hub. */
export const onboardingSettings = {
  ...redirectSettings,
  ...signatureSettings,
  ...clientHubSettings,
  ...numberSettings,
};
