import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPublicAddress, isTellTale } from "./addresses.ts";
import { type Lookup, openOutbound } from "./outbound.ts";

const closed: readonly [string, string][] = [
  ["this network", "0.0.0.0 0.1.2.3"],
  ["private", "10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.254 192.168.0.1 192.168.255.255"],
  ["carrier NAT", "100.64.0.1 100.127.255.255 100.100.100.200"],
  ["loopback", "127.0.0.1 127.255.255.254"],
  ["link-local and metadata", "169.254.0.1 169.254.169.254 169.254.170.2"],
  ["protocol assignments", "192.0.0.1 192.0.0.192 192.31.196.1 192.52.193.1 192.175.48.1"],
  ["documentation", "192.0.2.1 198.51.100.7 203.0.113.9"],
  ["6to4 relay", "192.88.99.1"],
  ["benchmarks", "198.18.0.1 198.19.255.255"],
  ["multicast", "224.0.0.1 239.255.255.255"],
  ["reserved and broadcast", "240.0.0.1 255.255.255.255"],
  ["unspecified and loopback 6", ":: ::1"],
  ["IPv4 mapped", "::ffff:10.0.0.1 ::ffff:a00:1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::ffff:8.8.8.8 0:0:0:0:0:ffff:7f00:1"],
  ["IPv4 compatible", "::10.0.0.1 ::7f00:1"],
  ["NAT64", "64:ff9b::10.0.0.1 64:ff9b::a00:1 64:ff9b:1::1"],
  ["6to4", "2002:a00:1:: 2002:7f00:1::1"],
  ["Teredo, ORCHID, benchmarks", "2001::1 2001:2::1 2001:10::1 2001:20::1"],
  ["documentation 6", "2001:db8::1 3fff::1"],
  ["discard", "100::1"],
  ["SRv6", "5f00::1"],
  ["unique local", "fc00::1 fd00:ec2::254 fdff::1"],
  ["link-local 6", "fe80::1 fe80::1%eth0 febf::1"],
  ["site-local", "fec0::1"],
  ["multicast 6", "ff02::1 ff0e::1"],
  ["what is no address", "example.com localhost 1.2.3 1.2.3.4.5 2130706433 0x7f.1 12345::1"],
];
const open =
  "1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.1.1.1 128.0.0.1 172.15.0.1 172.32.0.1 192.167.1.1 192.169.0.1 198.17.1.1 198.20.0.1 223.255.255.255 2400:3200::1 2606:4700::1111 2a00::1 2001:4860:4860::8888 2003::1";

describe("an address", () => {
  it.each(closed)("of %s is closed", (_name, addresses) => {
    for (const address of addresses.split(" ")) expect([address, isPublicAddress(address)]).toEqual([address, false]);
  });
  it("of the open internet is open", () => {
    for (const address of open.split(" ")) expect([address, isPublicAddress(address)]).toEqual([address, true]);
  });
  it("that gives out credentials is known in every spelling", () => {
    for (const address of [
      "169.254.169.254",
      "::ffff:169.254.169.254",
      "::ffff:a9fe:a9fe",
      "[fe80::1]",
      "fd00:ec2::254",
      "100.100.100.200",
      "64:ff9b::169.254.169.254",
      "64:ff9b::a9fe:a9fe",
      "64:ff9b::6464:64c8",
      "2002:a9fe:a9fe::",
      "2002:a9fe:a9fe::1",
      "[2002:6464:64c8:1::5]",
      "::169.254.169.254",
    ])
      expect([address, isTellTale(address)]).toEqual([address, true]);
    for (const address of ["10.0.0.1", "127.0.0.1", "::1", "fd00::1", "64:ff9b::10.0.0.1", "2002:a00:1::", "2001:db8:a9fe:a9fe::1"])
      expect([address, isTellTale(address)]).toEqual([address, false]);
  });
});

describe("a typed-in URL", () => {
  const strict = openOutbound({ allowPrivate: false });
  it.each([
    ["not a url", "bad-url"],
    ["https://", "bad-url"],
    ["https://user:secret@example.com/", "bad-url"],
    ["http://example.com/", "not-https"],
    ["ftp://example.com/", "not-https"],
    ["file:///etc/passwd", "bad-url"],
    ["gopher://127.0.0.1:6379/_x", "not-https"],
    ["https://127.0.0.1/", "closed-address"],
    ["https://127.1/", "closed-address"],
    ["https://2130706433/", "closed-address"],
    ["https://0x7f000001/", "closed-address"],
    ["https://017700000001/", "closed-address"],
    ["https://0/", "closed-address"],
    ["https://１２７.０.０.１/", "closed-address"],
    ["https://[::1]/", "closed-address"],
    ["https://[::ffff:127.0.0.1]/", "closed-address"],
    ["https://[64:ff9b::7f00:1]/", "closed-address"],
    ["https://169.254.169.254/latest/meta-data/", "closed-address"],
    ["https://example.com/hook?token=1", null],
    ["https://example.com:8443/", null],
    ["https://1.1.1.1/", null],
  ])("%s: %s", (url, reason) => expect(strict.check(url)).toBe(reason));

  it("may point inside where that was allowed, but never to credentials", () => {
    const inside = openOutbound({ allowPrivate: true });
    expect(inside.check("http://10.0.0.1:8080/")).toBeNull();
    expect(inside.check("http://localhost:1/")).toBeNull();
    expect(inside.check("http://169.254.169.254/")).toBe("closed-address");
    expect(inside.check("ftp://10.0.0.1/")).toBe("not-https");
  });
});

let server: Server;
let port: number;
let heard: { url: string; body: string; host: string | undefined }[];
beforeAll(async () => {
  heard = [];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => (body += piece));
    request.on("end", () => {
      const url = request.url ?? "";
      heard.push({ url, body, host: request.headers.host });
      if (url === "/never") return;
      if (url === "/redirect") return void response.writeHead(302, { location: `http://127.0.0.1:${port}/landed` }).end();
      if (url === "/slow-body") return void response.writeHead(200).write("x");
      if (url === "/large") return void response.writeHead(200).end("x".repeat(1_000_000));
      if (url === "/wait") return void response.writeHead(503, { "retry-after": "7" }).end("later");
      if (url === "/drop") return void request.socket.destroy();
      response.writeHead(200).end(`heard ${body}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const named =
  (...addresses: string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
const call = (path: string, host = "receiver.example") => ({ url: `http://${host}:${port}${path}`, headers: { "x-a": "b" }, body: "早" });

describe("a call", () => {
  it("goes to the address that was judged, whatever the name says later", async () => {
    let asked = 0;
    const rebinding: Lookup = async () => {
      asked++;
      return [{ address: asked === 1 ? "127.0.0.1" : "169.254.169.254", family: 4 }];
    };
    const outbound = openOutbound({ allowPrivate: true, lookup: rebinding });
    expect(await outbound.post(call("/hook"))).toMatchObject({ status: 200, body: "heard 早" });
    expect(asked).toBe(1);
    expect(heard.at(-1)).toEqual({ url: "/hook", body: "早", host: `receiver.example:${port}` });
    expect(await outbound.post(call("/hook"))).toMatchObject({ failure: "closed-address" });
    expect(asked).toBe(2);
  });

  it("is not made where a name has any closed address, even among open ones", async () => {
    for (const addresses of [["127.0.0.1"], ["1.1.1.1", "10.0.0.1"], ["2606:4700::1111", "::1"], ["::ffff:127.0.0.1"]]) {
      const strict = openOutbound({ allowPrivate: false, lookup: named(...addresses) });
      expect(await strict.post({ ...call("/hook"), url: `https://receiver.example:${port}/hook` })).toMatchObject({
        failure: "closed-address",
      });
    }
  });

  it("says why it brought no answer", async () => {
    const hurried = openOutbound({ allowPrivate: true, lookup: named("127.0.0.1"), wholeMs: 300 });
    expect(await hurried.post(call("/never"))).toMatchObject({ failure: "timeout" });
    expect(await hurried.post(call("/slow-body"))).toMatchObject({ failure: "timeout" });
    const here = openOutbound({ allowPrivate: true, lookup: named("127.0.0.1") });
    expect(await here.post(call("/drop"))).toMatchObject({ failure: "broken" });
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const free = (taken.address() as AddressInfo).port;
    await new Promise((resolve) => taken.close(resolve));
    expect(await here.post({ ...call("/"), url: `http://receiver.example:${free}/` })).toMatchObject({ failure: "refused" });
    expect(await here.post({ ...call("/"), url: `https://receiver.example:${port}/` })).toMatchObject({ failure: "tls" });
    const lost = openOutbound({ allowPrivate: true, lookup: async () => Promise.reject(new Error("ENOTFOUND")) });
    expect(await lost.post(call("/"))).toMatchObject({ failure: "unknown-host" });
    const silent = openOutbound({ allowPrivate: true, lookup: () => new Promise(() => undefined), connectMs: 50 });
    expect(await silent.post(call("/"))).toMatchObject({ failure: "connect-timeout" });
  });

  it("follows no redirect, reads 64 kB at most, tells when to come back", async () => {
    const outbound = openOutbound({ allowPrivate: true, lookup: named("127.0.0.1") });
    expect(await outbound.post(call("/redirect"))).toMatchObject({ status: 302 });
    expect(heard.some((one) => one.url === "/landed")).toBe(false);
    const large = await outbound.post(call("/large"));
    expect("body" in large && large.body.length).toBe(65_536);
    expect(await outbound.post(call("/wait"))).toMatchObject({ status: 503, retryAfter: "7", body: "later" });
  });

  it("takes no proxy from the environment", async () => {
    const before = { http: process.env.HTTP_PROXY, use: process.env.NODE_USE_ENV_PROXY };
    process.env.HTTP_PROXY = "http://127.0.0.1:1";
    process.env.NODE_USE_ENV_PROXY = "1";
    try {
      expect(await openOutbound({ allowPrivate: true, lookup: named("127.0.0.1") }).post(call("/direct"))).toMatchObject({ status: 200 });
    } finally {
      process.env.HTTP_PROXY = before.http ?? "";
      process.env.NODE_USE_ENV_PROXY = before.use ?? "";
    }
  });

  it("gives up a connection that is not taken within its time", async () => {
    const ended: string[] = [];
    const knock = async (name: string, connectMs?: number) => {
      const answer = await openOutbound({ allowPrivate: true, lookup: named("10.255.255.1"), connectMs }).post(call("/"));
      ended.push(name);
      return answer;
    };
    for (const answer of await Promise.all([knock("short", 100), knock("usual")]))
      expect("failure" in answer && ["connect-timeout", "refused"].includes(answer.failure)).toBe(true);
    expect(ended).toEqual(["short", "usual"]);
  });
});
