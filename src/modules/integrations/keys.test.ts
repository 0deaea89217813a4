import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modules } from "../../app.ts";
import { type Scope, staffOf } from "../../server/context.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { groupAt } from "../../testing/history.ts";
import { addOrgUnit } from "../brands/index.ts";
import { startExport } from "../exports/exports.actions.ts";
import { keySecret, brandOfSecret, keyStateOf, prefixOf, takeFrom, type Bucket } from "./key.rules.ts";
import { changeKey, createKey, findKeyActor, listKeyPermissions, listKeys, revokeKey, rotateKey } from "./keys.actions.ts";
import { listKeyCalls } from "./calls.actions.ts";

describe("a key's secret", () => {
  it("says whose it is and can be told by its beginning", () => {
    const secret = keySecret(1234, "0123456789abcdef0123456789abcdef01234567");
    expect(secret).toBe("qk_ya_0123456789abcdef0123456789abcdef01234567");
    expect(brandOfSecret(secret)).toBe(1234);
    expect(prefixOf(secret)).toBe("qk_ya_012345");
    for (const odd of ["", "qk_", "qk_1_", secret.slice(1), `${secret}0`, secret.toUpperCase(), "Bearer x"])
      expect(brandOfSecret(odd)).toBeUndefined();
  });

  it("is revoked before it is expired", () => {
    const at = (expiresAt: string | null, revokedAt: string | null) => keyStateOf({ expiresAt, revokedAt }, 1_000);
    expect(at(null, null)).toBe("active");
    expect(at("1970-01-01T00:00:02Z", null)).toBe("active");
    expect(at("1970-01-01T00:00:01Z", null)).toBe("expired");
    expect(at("1970-01-01T00:00:01Z", "1970-01-01T00:00:00Z")).toBe("revoked");
  });

  it("passes a minute's calls at once and then evenly, and says when the next may come", () => {
    let bucket: Bucket | undefined;
    const take = (nowMs: number) => {
      const decision = takeFrom(bucket, 6, nowMs);
      bucket = decision.bucket;
      return decision.verdict === "pass" ? 0 : decision.retryAfterS;
    };
    expect(Array.from({ length: 7 }, () => take(0))).toEqual([0, 0, 0, 0, 0, 0, 10]);
    expect(take(4_000)).toBe(6);
    expect(take(10_000)).toBe(0);
    expect(take(10_000)).toBe(10);
    expect(Array.from({ length: 7 }, () => take(10_000_000))).toEqual([0, 0, 0, 0, 0, 0, 10]);
  });
});

const lists = modules.flatMap((module) => module.exports ?? []);

let test: TestBrand;
let cityId: string;
beforeAll(async () => {
  test = await openTestBrand();
  ({ id: cityId } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" }));
});
afterAll(() => test.close());

const ask = (name: string, permissions: string[], orgId = test.headquartersId) => ({
  name,
  orgId,
  permissions,
  expiresAt: null,
  perMinute: 600,
});

async function call(secret: string, method: "GET" | "POST", path: string, body?: unknown) {
  const app = await test.app();
  const answer = await app.inject({
    method,
    url: `/api/v1/b/zhishang${path}`,
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", "idempotency-key": `k${Math.random()}` },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.json<Record<string, unknown> & { items?: { name: string }[] }>(),
  };
}

describe("a key", () => {
  it("sees and changes its unit and what is below, and what it does is written down as its doing", async () => {
    const here = await groupAt(test, "云溪群", test.clock.now, { orgId: cityId });
    const elsewhere = await groupAt(test, "总部群", test.clock.now);
    const { secret, id } = await createKey(test.as(), ask("云溪店", ["groups.read", "groups.manage"], cityId));
    const list = await call(secret, "GET", "/groups");
    expect(list.body.items?.map((one) => one.name)).toEqual(["云溪群"]);
    expect((await call(secret, "GET", `/groups/${elsewhere}`)).status).toBe(404);
    expect((await call(secret, "POST", `/groups/${elsewhere}/close`, { reason: "x" })).status).toBe(404);
    expect((await call(secret, "GET", "/members")).body).toMatchObject({
      code: "session.forbidden",
      details: { permission: "members.read" },
    });
    expect((await call(secret, "POST", `/groups/${here}/close`, { reason: "搬家" })).status).toBe(200);
    const audit = await test.rows("select actor_kind, actor_id, actor_name from app.audit_entries where action = 'groups.close'");
    expect(audit).toEqual([{ actor_kind: "key", actor_id: id, actor_name: "云溪店" }]);
  });

  it("is shown once, kept as a hash, listed by its beginning, and its calls are kept", async () => {
    const { secret, id, prefix } = await createKey(test.as(), ask("报表", ["groups.read"]));
    await call(secret, "GET", "/groups?limit=1");
    test.clock.now = new Date(test.clock.now.getTime() + 1);
    await call(secret, "GET", "/members");
    const whole = await test.rows("select * from app.api_key_secrets s join app.api_keys k on k.id = s.key_id where k.id = $1", [id]);
    expect(JSON.stringify(whole)).not.toContain(secret);
    await expect
      .poll(async () => (await listKeyCalls(test.as(), { keyId: id, limit: 10 })).items.map((one) => [one.path, one.status]))
      .toEqual([
        ["/api/v1/b/zhishang/members", 403],
        ["/api/v1/b/zhishang/groups", 200],
      ]);
    const { items } = await listKeys(test.as(), { q: "报表", limit: 10 });
    expect(items).toMatchObject([{ id, prefix, state: "active", lastUsedFrom: "127.0.0.1", createdByName: "何穗", isWholeBrand: true }]);
    expect((await listKeys(test.as(), { q: secret, limit: 10 })).items).toHaveLength(1);
  });

  it("goes on with its old secret for the grace that was chosen", async () => {
    const { secret, id } = await createKey(test.as(), ask("门店", ["groups.read"]));
    const next = await rotateKey(test.as(), { keyId: id, graceMinutes: 60 });
    expect((await call(secret, "GET", "/groups")).status).toBe(200);
    expect((await call(next.secret, "GET", "/groups")).status).toBe(200);
    test.clock.now = new Date(test.clock.now.getTime() + 3_600_001);
    expect((await call(secret, "GET", "/groups")).body).toMatchObject({ code: "session.key-unknown" });
    const last = await rotateKey(test.as(), { keyId: id, graceMinutes: 0 });
    expect((await call(next.secret, "GET", "/groups")).status).toBe(401);
    expect((await call(last.secret, "GET", "/groups")).status).toBe(200);
    await revokeKey(test.as(), { keyId: id });
    expect((await call(last.secret, "GET", "/groups")).body).toMatchObject({ code: "session.key-revoked" });
    await expect(revokeKey(test.as(), { keyId: id })).rejects.toMatchObject({ code: "integrations.key-revoked" });
  });

  it("runs out, and is held to its calls a minute", async () => {
    const expiresAt = new Date(test.clock.now.getTime() + 60_000).toISOString();
    const { secret } = await createKey(test.as(), { ...ask("短期", ["groups.read"]), expiresAt, perMinute: 2 });
    expect((await call(secret, "GET", "/groups")).status).toBe(200);
    expect((await call(secret, "GET", "/groups")).status).toBe(200);
    const over = await call(secret, "GET", "/groups");
    expect(over).toMatchObject({ status: 429, body: { code: "session.key-limited", details: { perMinute: 2, retryAfterS: 30 } } });
    expect(over.headers["retry-after"]).toBe("30");
    test.clock.now = new Date(test.clock.now.getTime() + 60_000);
    expect((await call(secret, "GET", "/groups")).body).toMatchObject({ code: "session.key-expired" });
    await expect(createKey(test.as(), { ...ask("过去", ["groups.read"]), expiresAt })).rejects.toMatchObject({
      code: "integrations.expires-in-past",
    });
  });

  it("never holds more than who made it, nor what lets others in", async () => {
    const whole = test.as();
    await expect(createKey(whole, ask("越权", ["brands.staff"]))).rejects.toMatchObject({ code: "integrations.beyond-own" });
    await expect(createKey(whole, ask("越权", ["integrations.manage"]))).rejects.toMatchObject({ code: "integrations.beyond-own" });
    await expect(createKey(whole, ask("越权", ["nobody.knows"]))).rejects.toMatchObject({ code: "integrations.beyond-own" });
    const operator = test.as(await test.staff(["operator"]));
    await expect(createKey(operator, ask("运营", ["groups.read"]))).rejects.toMatchObject({ code: "session.forbidden" });
    const { secret } = await createKey(whole, ask("管理", ["brands.manage", "groups.read"]));
    expect((await call(secret, "POST", "/roles/operator", { grants: [] })).body).toMatchObject({ code: "session.person-only" });
  });

  it("is rotated only by who could make it, and ended only by who manages the whole brand", async () => {
    const { id, secret } = await createKey(test.as(), ask("老板的", ["brands.manage", "members.phone", "groups.read"]));
    const manager = (scope: Scope) => {
      const permissions = new Map<string, Scope>([
        ["integrations.manage", scope],
        ["groups.read", scope],
      ]);
      return test.as({ ...staffOf(test.as()), id: test.as().newId(), permissions });
    };
    await expect(rotateKey(manager("brand"), { keyId: id, graceMinutes: 0 })).rejects.toMatchObject({ code: "integrations.beyond-own" });
    await expect(rotateKey(manager("subtree"), { keyId: id, graceMinutes: 0 })).rejects.toMatchObject({ code: "integrations.brand-only" });
    await expect(revokeKey(manager("subtree"), { keyId: id })).rejects.toMatchObject({ code: "integrations.brand-only" });
    expect((await call(secret, "GET", "/groups")).status).toBe(200);
    const small = await createKey(test.as(), ask("小的", ["groups.read"]));
    expect((await rotateKey(manager("brand"), { keyId: small.id, graceMinutes: 0 })).secret).not.toBe(small.secret);
    await revokeKey(manager("brand"), { keyId: id });
  });

  it("rotated again while an older secret has its grace keeps that promise, and ends all of them without one", async () => {
    const { id, secret } = await createKey(test.as(), ask("换两次", ["groups.read"]));
    const second = await rotateKey(test.as(), { keyId: id, graceMinutes: 60 });
    test.clock.now = new Date(test.clock.now.getTime() + 1_800_000);
    const third = await rotateKey(test.as(), { keyId: id, graceMinutes: 60 });
    const statuses = () =>
      Promise.all([secret, second.secret, third.secret].map(async (one) => (await call(one, "GET", "/groups")).status));
    expect(await statuses()).toEqual([200, 200, 200]);
    expect((await listKeys(test.as(), { q: "换两次", limit: 10 })).items).toHaveLength(1);
    test.clock.now = new Date(test.clock.now.getTime() + 1_800_001);
    expect(await statuses()).toEqual([401, 200, 200]);
    await rotateKey(test.as(), { keyId: id, graceMinutes: 0 });
    expect(await statuses()).toEqual([401, 401, 401]);
  });

  it("may ask for long work, which is done as long as the key lives", async () => {
    const begin = async () => {
      const { secret, id } = await createKey(test.as(), ask("导出", (await listKeyPermissions(test.as())).permissions));
      const ctx = test.as(await findKeyActor(test.system(), secret));
      return { id, job: await startExport(ctx, { list: "members", format: "csv", filter: {} }, lists) };
    };
    const alive = await begin();
    const dead = await begin();
    await revokeKey(test.as(), { keyId: dead.id });
    await test.work();
    const rows = await test.rows<{ id: string; state: string }>("select id, state from app.jobs");
    const stateOf = (id: string) => rows.find((row) => row.id === id)?.state;
    expect(stateOf(alive.job.id)).toBe("done");
    expect(stateOf(dead.job.id)).not.toBe("done");
  });

  it("is changed with its rights, at once", async () => {
    const { secret, id } = await createKey(test.as(), ask("改名前", ["groups.read"]));
    await changeKey(test.as(), { keyId: id, ...ask("改名后", ["members.read"], cityId) });
    expect((await call(secret, "GET", "/groups")).status).toBe(403);
    expect((await call(secret, "GET", "/members")).status).toBe(200);
  });
});
