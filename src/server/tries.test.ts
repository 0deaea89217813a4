import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { readConfig } from "./config.ts";
import { openHttp } from "./http.ts";
import { openLog } from "./log.ts";
import { networkOf } from "./tries.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

async function signIn(password: string, address: string): Promise<number> {
  const app = await test.app();
  const payload = { login: "he@example.cn", password, remember: true };
  return (await app.inject({ method: "POST", url: "/api/v1/session/password", payload, remoteAddress: address })).statusCode;
}

it("only wrong passwords count: a whole office may sign in from one address", async () => {
  await test.runtime.identity.createUser({ login: "he@example.cn", name: "何穗", password: "the right one" });
  for (let n = 0; n < 12; n++) expect(await signIn("the right one", "10.9.0.1")).toBe(200);
  for (let n = 0; n < 5; n++) expect(await signIn(`guess ${n} of it`, "10.9.0.1")).toBe(401);
  expect(await signIn("the right one", "10.9.0.1")).toBe(429);
  expect(await signIn("the right one", "10.9.0.2")).toBe(200);
});

it("twenty guesses at once are five guesses", async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => signIn(`guess ${n} of it`, "10.9.0.3")));
  expect(answers.filter((status) => status === 401)).toHaveLength(5);
  expect(answers.filter((status) => status === 429)).toHaveLength(15);
});

it("a network is one IPv4 address, or what a provider gives one customer of IPv6", () => {
  expect(networkOf("10.0.0.7")).toBe("10.0.0.7");
  expect(networkOf("::ffff:10.0.0.7")).toBe("10.0.0.7");
  expect(networkOf("2001:db8:1:2:aaaa::1")).toBe("2001:db8:1:2::/64");
  expect(networkOf("2001:0DB8:1:2:bbbb:0:0:2")).toBe("2001:db8:1:2::/64");
  expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(networkOf("::1")).toBe("0:0:0:0::/64");
  expect(networkOf("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
});

it("the caller is who a trusted proxy says, and nobody else is believed", async () => {
  const callerSeen = async (trustedProxies: readonly string[], remoteAddress: string) => {
    const app = await openHttp({ log: openLog("silent"), isTrustedOrigin: () => false, perMinute: 100, trustedProxies });
    app.get("/who", async (request) => request.ip);
    const answer = await app.inject({ url: "/who", remoteAddress, headers: { "x-forwarded-for": "203.0.113.9, 10.0.0.8" } });
    await app.close();
    return answer.body;
  };
  expect(await callerSeen([], "10.0.0.7")).toBe("10.0.0.7");
  expect(await callerSeen(["10.0.0.0/8"], "10.0.0.7")).toBe("203.0.113.9");
  expect(await callerSeen(["10.0.0.7"], "10.0.0.7")).toBe("10.0.0.8");
  expect(await callerSeen(["10.0.0.0/8"], "192.0.2.1")).toBe("192.0.2.1");
  expect(readConfig({ QUNCE_TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8,uniquelocal" }).trustedProxies).toHaveLength(3);
  for (const wrong of ["yes", "10.0.0.0/99", "1"])
    expect(() => readConfig({ QUNCE_TRUSTED_PROXIES: wrong })).toThrow("QUNCE_TRUSTED_PROXIES");
});
