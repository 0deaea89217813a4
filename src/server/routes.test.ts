import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modules } from "../app.ts";
import { endpointPrefix, type Endpoint } from "../lib/define.ts";
import { createKey, listKeyPermissions, revokeKey } from "../modules/integrations/keys.actions.ts";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";

const endpoints = modules.flatMap((module) => module.routes ?? []).map((route) => route.endpoint);
const staffEndpoints = endpoints.filter((endpoint) => endpoint.audience === "staff");

let test: TestBrand;
let owner: string;
let powerless: string;
const keys = { whole: "", revoked: "", bare: "" };
beforeAll(async () => {
  test = await openTestBrand();
  await test.otherBrand("other");
  owner = await test.cookieOf(["owner"]);
  powerless = await test.cookieOf([]);
  const make = (permissions: string[]) =>
    createKey(test.as(), { name: `${permissions.length}`, orgId: test.headquartersId, permissions, expiresAt: null, perMinute: 1_200 });
  const { permissions } = await listKeyPermissions(test.as());
  keys.whole = (await make(permissions)).secret;
  keys.bare = (await make(["contents.approve"])).secret;
  const { id, secret } = await make(permissions);
  await revokeKey(test.as(), { keyId: id });
  keys.revoked = secret;
});
afterAll(() => test.close());

const SOME_ID = "01990000-0000-7000-8000-000000000000";

function urlOf(endpoint: Endpoint, slug: string): string {
  return endpointPrefix(endpoint.audience).replace(":brand", slug) + endpoint.path.replaceAll(/:\w+/g, SOME_ID);
}

/** Every call from an address of its own, so that no endpoint's limit is met. */
let calls = 0;
const anotherAddress = () => `127.${(++calls >> 16) & 255}.${(calls >> 8) & 255}.${calls & 255}`;

async function call(endpoint: Endpoint, options: { slug?: string; cookie?: string; key?: string; body?: string; query?: string }) {
  const app = await test.app();
  const answer = await app.inject({
    method: endpoint.method,
    url: urlOf(endpoint, options.slug ?? "zhishang") + (options.query ?? ""),
    remoteAddress: anotherAddress(),
    headers: {
      ...(options.cookie ? { cookie: options.cookie } : {}),
      ...(options.key ? { authorization: `Bearer ${options.key}` } : {}),
      ...(endpoint.method === "POST" ? { "content-type": "application/json" } : {}),
    },
    ...(endpoint.method === "POST" ? { payload: options.body ?? "{}" } : {}),
  });
  return { status: answer.statusCode, body: answer.json<{ code?: string; requestId?: string }>() };
}

const named = (list: readonly Endpoint[]): [string, Endpoint][] =>
  list.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint]);

describe.each(named(staffEndpoints))("%s", (_name, endpoint) => {
  it("asks for a session", async () => {
    expect(await call(endpoint, {})).toMatchObject({ status: 401, body: { code: "session.missing" } });
  });

  it("asks for its permission", async () => {
    expect(await call(endpoint, { cookie: powerless })).toMatchObject({ status: 403, body: { code: "session.forbidden" } });
  });

  it("does not know another brand's people, nor brands that are not there", async () => {
    expect(await call(endpoint, { cookie: owner, slug: "other" })).toMatchObject({ status: 404, body: { code: "brands.missing" } });
  });

  it("asks a program for a key that holds the permission", async () => {
    test.clock.now = new Date(test.clock.now.getTime() + 60_000);
    expect(await call(endpoint, { key: keys.bare })).toMatchObject({ status: 403 });
    const { status } = await call(endpoint, { key: keys.whole, body: "[]" });
    if (endpoint.personOnly || endpoint.permission === "brands.staff") expect(status).toBe(403);
    else expect(status).not.toBe(403);
  });

  it("refuses what it cannot read", async () => {
    if (endpoint.method === "POST") {
      expect(await call(endpoint, { cookie: owner, body: "{not json" })).toMatchObject({ status: 400, body: { code: "request.not-json" } });
      return;
    }
    const junk =
      "?limit=none&q=" +
      "长".repeat(200) +
      "&cursor=" +
      "x".repeat(600) +
      "&from=never&to=never&groupId=1&memberId=1&week=x&day=x&metric=none&scope=none&period=none&kind=none&state=none&token=" +
      "x".repeat(300);
    const takesAnything =
      endpoint.input.safeParse({}).success && endpoint.input.safeParse(Object.fromEntries(new URLSearchParams(junk))).success;
    const { status } = await call(endpoint, { cookie: owner, query: junk });
    expect((await call(endpoint, { cookie: owner, query: "?q=%00" })).status).toBeLessThan(500);
    if (takesAnything) expect(status).toBeLessThan(500);
    else expect([400, 404]).toContain(status);
  });
});

// Who asks is found out before any endpoint is looked at: some of them show it.
describe.each(named(staffEndpoints.filter((_, n) => n % 10 === 0)))("%s", (_name, endpoint) => {
  it("asks for a session that is true, and for a brand that is there", async () => {
    expect(await call(endpoint, { cookie: "qunce.session_token=forged.signature" })).toMatchObject({ status: 401 });
    expect(await call(endpoint, { cookie: owner, slug: "nowhere" })).toMatchObject({ status: 404 });
  });

  it("asks a program for a key that is true, lives and is of the brand", async () => {
    test.clock.now = new Date(test.clock.now.getTime() + 60_000);
    const forged = `${keys.whole.slice(0, -1)}${keys.whole.endsWith("0") ? "1" : "0"}`;
    expect(await call(endpoint, { key: forged })).toMatchObject({ status: 401, body: { code: "session.key-unknown" } });
    expect(await call(endpoint, { key: "qk_nothing" })).toMatchObject({ status: 401, body: { code: "session.key-unknown" } });
    expect(await call(endpoint, { key: forged, cookie: owner })).toMatchObject({ status: 401 });
    expect(await call(endpoint, { key: keys.revoked })).toMatchObject({ status: 401, body: { code: "session.key-revoked" } });
    expect(await call(endpoint, { key: keys.whole, slug: "other" })).toMatchObject({ status: 404, body: { code: "brands.missing" } });
  });
});

describe.each(named(endpoints.filter((endpoint) => endpoint.audience === "member")))("%s", (_name, endpoint) => {
  it("asks for a phone session", async () => {
    expect(await call(endpoint, {})).toMatchObject({ status: 401, body: { code: "session.missing" } });
    expect(await call(endpoint, { cookie: "qunce_member_zhishang=forged" })).toMatchObject({ status: 401 });
    expect(await call(endpoint, { cookie: owner })).toMatchObject({ status: 401 });
  });
});

describe("every answer", () => {
  it("of an error carries a code and a number to quote, and nothing of the inside", async () => {
    const app = await test.app();
    const answer = await app.inject({ method: "GET", url: "/api/v1/b/zhishang/none" });
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: "request.no-such-path", requestId: expect.stringMatching(/^Q-[0-9A-F]{8}$/) });
  });

  it("to a page of another site is a refusal", async () => {
    const app = await test.app();
    const answer = await app.inject({
      method: "POST",
      url: "/api/v1/session/end",
      headers: { origin: "https://evil.example" },
      payload: {},
    });
    expect(answer.json()).toMatchObject({ code: "request.foreign-origin" });
  });
});

describe("a call with a key", () => {
  it("is carried out once, also twice at the same time", async () => {
    const app = await test.app();
    const post = (key: string, name: string) =>
      app.inject({
        method: "POST",
        url: "/api/v1/b/zhishang/org-units",
        headers: { cookie: owner, "idempotency-key": key },
        payload: { parentId: test.headquartersId, name },
      });
    const [first, second] = await Promise.all([post("k1", "云溪市"), post("k1", "云溪市")]);
    expect(first.statusCode).toBe(200);
    expect(second.json()).toEqual(first.json());
    expect((await post("k1", "青岚市")).json()).toMatchObject({ code: "request.key-reused" });
    const units = await test.rows("select 1 from app.org_units where name = '云溪市'");
    expect(units).toHaveLength(1);
  });
});
