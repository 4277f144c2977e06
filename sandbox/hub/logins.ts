import type { HubContext } from "./context.js";
import { HubError, invalid } from "./errors.js";
import type { Partners } from "./partners.js";
import { hashPassword, isPassword, requirePassword } from "./passwords.js";

/** A person who may log in to a client's account. */
export interface NewUser {
  name: string;
  email: string;
  password: string;
}

/** Who may log in as which client: whoever made its account, and users that were added later. */
export interface Logins {
  /**
   * Reads the e-mail address of a new login.
   *
   * @param clientId the client that it is for, if there is one: its own address is not taken by somebody else.
   * @returns it in small letters.
   * @throws HubError `invalid` for no address or one of a free-mail service, `conflict` for one that has an account.
   */
  requireEmail(partnerId: string, email: string, clientId?: string): string;
  /** Adds a user to a client. It is part of a command: call it in a transaction. */
  addUser(partnerId: string, clientId: string, user: NewUser): void;
  /** The client that an e-mail logs in as. */
  ownerOf(partnerId: string, email: string): string | undefined;
  /** @returns the client's id. @throws HubError `unauthorized` when there is no such e-mail and password. */
  check(partnerId: string, email: string, password: string): string;
}

// Documented: free-mail domains are refused. The list is not published.
const freeMail = new Set([
  "gmail.com",
  "googlemail.com",
  "outlook.com",
  "hotmail.com",
  "live.com",
  "yahoo.com",
  "icloud.com",
  "me.com",
  "aol.com",
  "gmx.de",
  "gmx.net",
  "web.de",
  "proton.me",
  "protonmail.com",
  "mail.ru",
  "yandex.ru",
  "uol.com.br",
]);

const emailShape = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+\.[^\s@<>"(),:;.]{2,}$/;

interface LoginRow {
  clientId: string;
  password: string;
}

export function createLogins({ store }: Pick<HubContext, "store">, partners: Partners): Logins {
  // A user with the client's own address takes the place of the account's first password.
  const select = store.prepare<[string, string, string, string], LoginRow>(
    `SELECT client_id AS clientId, password FROM client_users WHERE partner_id = ? AND email = ?
     UNION ALL SELECT id, password FROM clients WHERE partner_id = ? AND email = ?`,
  );
  const insert = store.prepare<string[], never>(
    "INSERT INTO client_users (partner_id, email, client_id, name, password) VALUES (?, ?, ?, ?, ?)",
  );
  const selectUser = store
    .prepare<[string, string], string>(
      "SELECT client_id FROM client_users WHERE partner_id = ? AND email = ?",
    )
    .pluck();

  const holder = (partnerId: string, email: string) => select.get(partnerId, email, partnerId, email);

  function requireFree(partnerId: string, email: string, clientId: string | undefined): void {
    const lower = email.trim().toLowerCase();
    const taken = holder(partnerId, lower);
    const isOwn = taken?.clientId === clientId && selectUser.get(partnerId, lower) === undefined;
    if (taken && !isOwn) {
      throw new HubError(
        "conflict",
        `"${email}" already belongs to an account. Log in with it, or use another address.`,
        { field: "email", mistake: "email_taken", value: email },
      );
    }
    if (lower === partners.get(partnerId).username.toLowerCase()) {
      throw new HubError(
        "conflict",
        `"${email}" is the partner's own account. Use another address for the client.`,
        { field: "email", mistake: "email_of_partner", value: email },
      );
    }
  }

  function requireEmail(partnerId: string, email: string, clientId?: string): string {
    const lower = email.trim().toLowerCase();
    if (!emailShape.test(lower))
      throw invalid(
        `"${email}" is no e-mail address. Write it as name@company.example.`,
        "email",
        "email_shape",
        email,
      );
    if (partners.get(partnerId).settings.refuse_free_mail && freeMail.has(lower.split("@")[1] ?? "")) {
      throw invalid(
        `"${email}" is an address of a free-mail service. Use an address of your company's own domain.`,
        "email",
        "email_free_mail",
        email,
      );
    }
    requireFree(partnerId, email, clientId);
    return lower;
  }

  return {
    requireEmail,
    addUser(partnerId, clientId, { name, email, password }) {
      requirePassword(password);
      const address = requireEmail(partnerId, email, clientId);
      insert.run(partnerId, address, clientId, name.trim(), hashPassword(password));
    },
    ownerOf: (partnerId, email) => holder(partnerId, email.trim().toLowerCase())?.clientId,
    check(partnerId, email, password) {
      const login = holder(partnerId, email.trim().toLowerCase());
      if (!login || !isPassword(password, login.password)) {
        throw new HubError("unauthorized", "There is no account with this e-mail address and password.", {
          field: "email",
          mistake: "login_wrong",
        });
      }
      return login.clientId;
    },
  };
}
