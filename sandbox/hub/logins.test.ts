import { beforeEach, describe, expect, it } from "vitest";
import { createTestRooms, type TestRooms } from "../../test/support/rooms.js";

const owner = { name: "Nordlicht Bakery", email: "owner@nordlicht.example" };
const login = {
  name: "",
  userName: "Mara Lind",
  email: "mara@nordlicht.example",
  password: "long enough",
};

let rooms: TestRooms;
let partner: string;
let client: string;

beforeEach(() => {
  rooms = createTestRooms();
  partner = rooms.addPartner("direct");
  client = rooms.hub.accountSharing.addClient(partner, owner).id;
});

const open = (clientId: string | undefined = client) =>
  rooms.hub.visits.open(partner, { connect_client_user: "true", client_id: clientId });

describe("a link with connect_client_user", () => {
  it("makes a login for the client that it names, and no client", () => {
    const { visits, clients } = rooms.hub;
    const visit = visits.signUp(open(), login);
    expect(visit).toMatchObject({ clientId: client, isNewClient: false, screen: "payment" });
    expect(clients.list(partner, {}).total).toBe(1);
    const later = visits.logIn(visits.open(partner, {}), login);
    expect(later.clientId).toBe(client);
  });

  it("takes the client's own address, whose password is then the new one", () => {
    const { visits } = rooms.hub;
    visits.signUp(open(), { ...login, email: owner.email });
    expect(visits.logIn(visits.open(partner, {}), { ...owner, password: login.password }).clientId).toBe(
      client,
    );
    const invited = { ...owner, password: "invited-by-partner" };
    expect(() => visits.logIn(visits.open(partner, {}), invited)).toThrow("no account");
    expect(() => visits.signUp(open(), { ...login, email: owner.email })).toThrow("already belongs");
  });

  it("refuses an address that belongs to somebody else, and one of the free-mail services", () => {
    const { visits } = rooms.hub;
    visits.signUp(visits.open(partner, {}), { ...login, name: "Other", email: "other@shop.example" });
    for (const [email, reason] of [
      ["other@shop.example", "already belongs"],
      ["mara@gmail.com", "free-mail"],
    ] as const) {
      expect(() => visits.signUp(open(), { ...login, email })).toThrow(reason);
    }
    expect(() => visits.signUp(open(), { ...login, userName: " " })).toThrow("Your name is empty");
  });

  it("lets only this client's users log in", () => {
    const { visits } = rooms.hub;
    const other = { ...login, name: "Other", email: "other@shop.example" };
    visits.signUp(visits.open(partner, {}), other);
    expect(() => visits.logIn(open(), other)).toThrow(`the link is for the client ${client}`);
  });

  it("leaves out of account who is logged in as another client", () => {
    const { visits, clients } = rooms.hub;
    const { clientId } = visits.signUp(visits.open(partner, {}), { ...login, name: "Other" });
    const other = clients.get(partner, clientId ?? "");
    const params = { connect_client_user: "true", client_id: client };
    expect(visits.open(partner, params, other).clientId).toBeNull();
    expect(visits.open(partner, params, clients.get(partner, client)).clientId).toBe(client);
  });

  it("names no client, or one that does not exist", () => {
    expect(() => rooms.hub.visits.open(partner, { connect_client_user: "true" })).toThrow("names none");
    expect(() => open("nobodyCL")).toThrow('no client "nobodyCL"');
  });

  it("means nothing with another value than true", () => {
    const visit = rooms.hub.visits.open(partner, { connect_client_user: "1", client_id: "nobodyCL" });
    expect(visit.screen).toBe("sign-up");
  });
});

it("gives the name of the person who signs up as the client's contact", () => {
  const { visits, clients } = rooms.hub;
  const visit = visits.signUp(visits.open(partner, {}), { ...login, name: "Nordlicht Café" });
  expect(clients.get(partner, visit.clientId ?? "")).toMatchObject({
    name: "Nordlicht Café",
    userName: "Mara Lind",
  });
});
