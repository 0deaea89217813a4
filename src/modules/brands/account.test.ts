import { request } from "node:http";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { makeLoginPasswordLink } from "./account.actions.ts";
import { addStaff } from "./brand.actions.ts";
import { inviteStaff, listInvites, restoreInvite, revokeInvite } from "./invites.actions.ts";
import { changeStaff } from "./staff.actions.ts";

let test: TestBrand;
let app: FastifyInstance;
beforeAll(async () => {
  test = await openTestBrand();
  app = await test.app();
});
afterAll(() => test.close());

interface Answer {
  status: number;
  code?: string;
  body: Record<string, unknown>;
  cookie: string;
}

/** Calls come from an address of their own, so that one test's tries are not another's. */
async function post(url: string, payload: object, from: { address: string; cookie?: string }): Promise<Answer> {
  const answer = await app.inject({
    method: "POST",
    url: `/api/v1${url}`,
    payload,
    remoteAddress: from.address,
    headers: from.cookie ? { cookie: from.cookie } : {},
  });
  const body = answer.json<Record<string, unknown>>();
  const cookie = [answer.headers["set-cookie"]].flat().flatMap((one) => (one ? [one.split(";")[0]] : []));
  return { status: answer.statusCode, code: typeof body.code === "string" ? body.code : undefined, body, cookie: cookie.join("; ") };
}

async function sessionOf(cookie: string) {
  const answer = await app.inject({ method: "GET", url: "/api/v1/session", headers: { cookie } });
  return answer.json<{ user: { id: string } | null; brands: { slug: string; staff: { id: string; name: string; roles: string[] } }[] }>();
}

async function colleague(login: string, password: string) {
  const userId = await test.runtime.identity.createUser({ login, name: login, password });
  const { id } = await addStaff(test.system(), { userId, name: "周禾", orgId: test.headquartersId, roles: ["operator"] });
  return { userId, staffId: id };
}

const signIn = (login: string, password: string, address: string) =>
  post("/session/password", { login, password, remember: true }, { address });
const accept = (token: string, login: string, password: string, address: string) =>
  post("/invitations/accept", { brand: "zhishang", token, name: "周禾", login, password }, { address });
const invite = (roles: ("operator" | "sales")[] = ["operator"]) =>
  inviteStaff(test.as(), { name: "周禾", roles, orgId: test.headquartersId });

describe("an invitation", () => {
  it("works once, and what it was never reaches the record", async () => {
    const { token } = await invite();
    const shown = await app.inject({ method: "GET", url: `/api/v1/b/zhishang/invitations/${token}` });
    expect(shown.json()).toMatchObject({ brandName: "枝上鲜果", name: "周禾", orgName: "总部" });
    const first = await accept(token, "13800002046", "long enough", "10.1.0.1");
    expect(first.status).toBe(200);
    expect((await sessionOf(first.cookie)).brands[0]).toMatchObject({ slug: "zhishang", staff: { name: "周禾", roles: ["operator"] } });
    expect((await accept(token, "13800002046", "long enough", "10.1.0.1")).code).toBe("brands.invite-missing");
    expect(JSON.stringify(await test.rows("select * from app.audit_entries"))).not.toContain(token);
    expect((await signIn("138 0000 2046", "long enough", "10.1.0.1")).status).toBe(200);
  });

  it("is taken and signed in from an address that may not try passwords any more", async () => {
    for (let n = 0; n < 6; n++) await signIn("nobody@example.cn", "wrong", "10.1.0.2");
    const { token } = await invite();
    const taken = await accept(token, "fresh@example.cn", "long enough", "10.1.0.2");
    expect(taken.status).toBe(200);
    expect((await sessionOf(taken.cookie)).brands).toHaveLength(1);
  });

  it("asks a known login for its own password and stays open after a wrong one", async () => {
    await test.runtime.identity.createUser({ login: "known@example.cn", name: "林岚", password: "the right one" });
    const { token } = await invite(["sales"]);
    expect(await accept(token, "known@example.cn", "a wrong one", "10.1.0.3")).toMatchObject({ status: 409, code: "session.login-taken" });
    expect((await accept(token, "known@example.cn", "the right one", "10.1.0.3")).status).toBe(200);
  });

  it("brings back who had left, and is not needed by who is here", async () => {
    const { staffId } = await colleague("back@example.cn", "the right one");
    const again = await accept((await invite(["sales"])).token, "back@example.cn", "the right one", "10.1.0.4");
    expect(again).toMatchObject({ status: 409, code: "brands.already-staff" });
    await changeStaff(test.as(), { staffId, status: "left" });
    const back = await accept((await invite(["sales"])).token, "back@example.cn", "the right one", "10.1.0.4");
    expect(back.status).toBe(200);
    expect((await sessionOf(back.cookie)).brands[0]?.staff).toMatchObject({ id: staffId, roles: ["sales"] });
  });

  it("can be taken back while it is open", async () => {
    const { id, token } = await invite();
    await revokeInvite(test.as(), { inviteId: id });
    expect((await listInvites(test.as())).items.find((one) => one.id === id)?.state).toBe("revoked");
    expect((await accept(token, "late@example.cn", "long enough", "10.1.0.5")).code).toBe("brands.invite-missing");
    await expect(revokeInvite(test.as(), { inviteId: id })).rejects.toMatchObject({ code: "brands.invite-missing" });
    await restoreInvite(test.as(), { inviteId: id });
    expect((await listInvites(test.as())).items.find((one) => one.id === id)?.state).toBe("open");
    await expect(restoreInvite(test.as(), { inviteId: id })).rejects.toMatchObject({ code: "brands.invite-missing" });
  });
});

describe("a password", () => {
  it("is changed by who knows it; other sessions end", async () => {
    await colleague("change@example.cn", "the first one");
    const here = await signIn("change@example.cn", "the first one", "10.2.0.1");
    const there = await signIn("change@example.cn", "the first one", "10.2.0.1");
    const wrong = await post(
      "/session/change-password",
      { current: "not this", password: "the second one" },
      { address: "10.2.0.1", cookie: here.cookie },
    );
    expect(wrong).toMatchObject({ status: 400, code: "session.wrong-current-password" });
    const done = await post(
      "/session/change-password",
      { current: "the first one", password: "the second one" },
      { address: "10.2.0.1", cookie: here.cookie },
    );
    expect(done.status).toBe(200);
    expect((await sessionOf(there.cookie)).user).toBeNull();
    expect((await sessionOf(done.cookie)).user).not.toBeNull();
    expect((await signIn("change@example.cn", "the first one", "10.2.0.2")).code).toBe("session.wrong-password");
    expect((await signIn("change@example.cn", "the second one", "10.2.0.2")).status).toBe(200);
    expect(await test.rows("select actor_name from app.audit_entries where action = 'brands.change-password'")).toHaveLength(1);
    expect(await post("/session/change-password", { current: "x", password: "the second one" }, { address: "10.2.0.1" })).toMatchObject({
      status: 401,
    });
  });

  it("stays what it was after a one-time link", async () => {
    await colleague("link@example.cn", "the first one");
    const token = await test.runtime.identity.makeSignInToken("link@example.cn");
    expect((await post("/session/token", { token }, { address: "10.2.0.3" })).status).toBe(200);
    expect((await signIn("link@example.cn", "the first one", "10.2.0.3")).status).toBe(200);
  });

  it("is set anew by a link of an owner: once, audited, with all old sessions ended", async () => {
    const { staffId } = await colleague("lost@example.cn", "forgotten one");
    const old = await signIn("lost@example.cn", "forgotten one", "10.2.0.4");
    const owner = await test.cookieOf(["owner"]);
    const link = await post("/staff/password-link", { brand: "zhishang", staffId }, { address: "10.2.0.4", cookie: owner });
    expect(link.status).toBe(200);
    const token = String(link.body.token);
    const set = await post("/session/new-password", { token, password: "remember this" }, { address: "10.2.0.4" });
    expect(set.status).toBe(200);
    expect((await sessionOf(set.cookie)).brands[0]?.staff.id).toBe(staffId);
    expect((await sessionOf(old.cookie)).user).toBeNull();
    expect(await post("/session/new-password", { token, password: "once more it" }, { address: "10.2.0.4" })).toMatchObject({
      status: 401,
      code: "session.link-used",
    });
    expect((await signIn("lost@example.cn", "remember this", "10.2.0.4")).status).toBe(200);
    const trace = await test.rows<{ action: string }>("select action from app.audit_entries where target_id = $1", [staffId]);
    expect(trace.map((one) => one.action).sort()).toEqual(["brands.add-staff", "brands.make-password-link", "brands.set-password"]);
    const kept = await test.rows<{ identifier: string }>('select identifier from auth."verification"');
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  it("is set anew by a link of the server's terminal also for who works in two brands, and each finds it in its record", async () => {
    const { userId } = await colleague("both@example.cn", "the first one");
    const other = await test.otherBrand("second");
    const system = test.runtime.begin(other, { kind: "system", id: "test", name: "test" }, "Q-TEST");
    const [unit] = await test.rows<{ id: string }>("select id from app.org_units where brand_id = $1", [other.id]);
    await addStaff(system, { userId, name: "周禾", orgId: unit?.id ?? "", roles: ["operator"] });
    const { identity, platform } = test.runtime;
    const door: Parameters<typeof makeLoginPasswordLink>[0] = {
      identity,
      platform,
      enter: (brandId, actor) => test.runtime.enter(brandId, actor, "terminal"),
      now: test.clock.now,
    };
    expect(await makeLoginPasswordLink(door, "nobody@example.cn")).toBeNull();
    const link = await makeLoginPasswordLink(door, "both@example.cn");
    const set = await post("/session/new-password", { token: link?.token, password: "remember this" }, { address: "10.2.0.6" });
    expect((await sessionOf(set.cookie)).brands).toHaveLength(2);
    expect((await signIn("both@example.cn", "remember this", "10.2.0.6")).status).toBe(200);
    const trace = await test.rows(
      "select distinct a.brand_id, a.actor_name from app.audit_entries a join app.staff s on s.id::text = a.target_id where s.user_id = $1 and a.action = 'brands.make-password-link' order by 1",
      [userId],
    );
    expect(trace).toEqual([test.brand.id, other.id].map((id) => ({ brand_id: id, actor_name: "terminal" })));
  });

  it("link is made for one's own people only", async () => {
    const { staffId, userId } = await colleague("two@example.cn", "the first one");
    const owner = await test.cookieOf(["owner"]);
    const ask = (cookie: string | undefined, id: string) =>
      post("/staff/password-link", { brand: "zhishang", staffId: id }, { address: "10.2.0.5", cookie });
    expect(await ask(undefined, staffId)).toMatchObject({ status: 401, code: "session.missing" });
    expect(await ask(await test.cookieOf(["operator"]), staffId)).toMatchObject({ status: 403, code: "session.forbidden" });
    expect(await ask(owner, (await sessionOf(owner)).brands[0]?.staff.id ?? "")).toMatchObject({ code: "brands.own-password" });
    const other = await test.otherBrand("elsewhere");
    await test.rows("insert into platform.memberships (user_id, brand_id) values ($1, $2)", [userId, other.id]);
    expect(await ask(owner, staffId)).toMatchObject({ status: 403, code: "brands.staff-elsewhere" });
    const outsider = await post("/staff/password-link", { brand: "elsewhere", staffId }, { address: "10.2.0.5", cookie: owner });
    expect(outsider).toMatchObject({ status: 404, code: "brands.missing" });
  });
});

describe("time", () => {
  it("ends sessions and links", async () => {
    const { userId } = await colleague("old@example.cn", "the right one");
    const { cookie } = await signIn("old@example.cn", "the right one", "10.3.0.1");
    expect((await sessionOf(cookie)).user).not.toBeNull();
    const link = await test.runtime.identity.makeSignInToken("old@example.cn");
    const token = await test.runtime.identity.makePasswordToken(userId);
    await test.rows(`update auth."session" set "expiresAt" = now() - interval '1 second' where "userId" = $1`, [userId]);
    await test.rows(`update auth."verification" set "expiresAt" = now() - interval '1 second'`);
    expect((await sessionOf(cookie)).user).toBeNull();
    expect(await post("/session/token", { token: link }, { address: "10.3.0.1" })).toMatchObject({
      status: 401,
      code: "session.link-used",
    });
    const set = await post("/session/new-password", { token, password: "remember this" }, { address: "10.3.0.1" });
    expect(set).toMatchObject({ status: 401, code: "session.link-used" });
  });
});

describe("guessing passwords over the network", () => {
  /** A call over a real socket that leaves from one of this machine's loopback addresses. */
  function call(port: number, localAddress: string, login: string, password: string): Promise<{ status: number; code: string }> {
    return new Promise((resolve, reject) => {
      const body = JSON.stringify({ login, password, remember: true });
      const sent = request(
        {
          host: "127.0.0.1",
          port,
          localAddress,
          method: "POST",
          path: "/api/v1/session/password",
          headers: { "content-type": "application/json", "x-qunce-address": "9.9.9.9", "x-forwarded-for": "8.8.8.8" },
        },
        (answer) => {
          let text = "";
          answer.on("data", (piece) => (text += piece));
          answer.on("end", () => resolve({ status: answer.statusCode ?? 0, code: (JSON.parse(text) as { code?: string }).code ?? "" }));
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }

  it("locks the address out, even with the right password, and lets other addresses in", async () => {
    await colleague("target@example.cn", "the right one");
    await app.listen({ port: 0, host: "127.0.0.1" });
    const { port } = app.server.address() as AddressInfo;
    const guesses: { status: number; code: string }[] = [];
    for (let n = 0; n < 8; n++) guesses.push(await call(port, "127.0.0.2", "target@example.cn", `guess number ${n}`));
    expect(guesses.map((one) => one.status)).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    expect(guesses.at(-1)?.code).toBe("session.too-many-tries");
    expect(await call(port, "127.0.0.2", "target@example.cn", "the right one")).toMatchObject({ status: 429 });
    expect(await call(port, "127.0.0.3", "target@example.cn", "the right one")).toMatchObject({ status: 200 });
  });
});
