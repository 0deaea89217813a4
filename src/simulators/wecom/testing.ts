import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { openClock } from "./clock.ts";
import type { App } from "./corp.ts";
import { decrypt, signatureOf } from "./crypto.ts";
import type { Driver } from "./driver/index.ts";
import { startWecom, type Wecom } from "./start.ts";
import type { SwitchesPart } from "./switches.ts";

export type Answer = { errcode: number; errmsg: string } & Record<string, unknown>;

/** One HTTP call and its answer. */
export async function call(url: string, body?: unknown): Promise<{ status: number; body: Answer }> {
  const answer = await fetch(url, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Answer };
}

/** The moment held clocks begin at: a Sunday morning in Beijing. */
export const START_MS = Date.parse("2026-11-22T01:00:00Z");

export interface Org {
  url: string;
  corpId: string;
  app: App;
  driver: Driver;
  wecom: Wecom;
  chatId: string;
  /** 阿青, who is in the group and knows 张三, and 阿白, who knows both members. */
  customers: [string, string];
  get: (api: string, query: Record<string, string>) => Promise<Answer>;
  api: (method: "GET" | "POST", api: string, body?: object, query?: Record<string, string>) => Promise<Answer>;
  apiAs: (app: App | undefined, method: "GET" | "POST", api: string, body?: object, query?: Record<string, string>) => Promise<Answer>;
  /** Listens as an app does; the list fills with decrypted events. */
  listen: (answer?: (nth: number) => number) => Promise<string[]>;
  close: () => Promise<void>;
}

const KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const TOKEN = "TestToken";

/** A corp with two members, two customers and one group, to try things on. */
export async function openOrg({ held = false, switches = {} }: { held?: boolean; switches?: SwitchesPart } = {}): Promise<Org> {
  const wecom = await startWecom({ clock: openClock(held ? { held, startMs: START_MS } : {}), switches });
  const { driver, url, corpId, app } = wecom;
  await driver.addStaff({ userid: "zhangsan", name: "张三", position: "店长" });
  await driver.addStaff({ userid: "lisi", name: "李四" });
  const [{ externalId: qing }, { externalId: bai }] = [
    await driver.addCustomer({ name: "阿青" }),
    await driver.addCustomer({ name: "阿白" }),
  ];
  await driver.addContact({ userid: "zhangsan", externalId: qing });
  await driver.addContact({ userid: "zhangsan", externalId: bai });
  await driver.addContact({ userid: "lisi", externalId: bai });
  const { chatId } = await driver.createChat({ name: "品鉴一群", owner: "zhangsan", memberIds: [qing] });
  const closing: (() => void)[] = [];
  const get = async (api: string, query: Record<string, string>) =>
    (await call(`${url}/cgi-bin/${api}?${new URLSearchParams(query)}`)).body;
  const apiAs: Org["apiAs"] = async (as = app, method, api, body = {}, query = {}) => {
    const address = `${url}/cgi-bin/${api}?${new URLSearchParams({ access_token: wecom.world.tokens.give(as).access_token, ...query })}`;
    return (await (method === "GET" ? call(address) : call(address, body))).body;
  };
  return {
    url,
    corpId,
    app,
    driver,
    wecom,
    chatId,
    customers: [qing, bai],
    get,
    api: (method, api, body, query) => apiAs(app, method, api, body, query),
    apiAs,
    listen: async (answer = () => 200) => {
      const heard: string[] = [];
      let nth = 0;
      const server = createServer((request, reply) => {
        const query = new URL(request.url ?? "", "http://app").searchParams;
        const echo = query.get("echostr");
        if (echo !== null) return void reply.end(decrypt({ aesKey: KEY, encrypted: echo }).message);
        const pieces: Buffer[] = [];
        request.on("data", (piece: Buffer) => pieces.push(piece));
        request.on("end", () => {
          const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(Buffer.concat(pieces).toString())?.[1] ?? "";
          const isSigned =
            query.get("msg_signature") === signatureOf(TOKEN, query.get("timestamp") ?? "", query.get("nonce") ?? "", encrypted);
          const status = isSigned ? answer((nth += 1)) : 403;
          if (status === 200) heard.push(decrypt({ aesKey: KEY, encrypted }).message);
          if (status > 0) reply.writeHead(status).end();
        });
      });
      await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
      closing.push(() => (server.closeAllConnections(), server.close()));
      const { port } = server.address() as AddressInfo;
      await driver.setCallback({ url: `http://127.0.0.1:${port}/callback`, token: TOKEN, aesKey: KEY });
      return heard;
    },
    close: async () => {
      for (const end of closing) end();
      await wecom.close();
    },
  };
}

const open: Org[] = [];

/** The same, closed by `closeOrgs`. */
export async function openTestOrg(...asked: Parameters<typeof openOrg>): Promise<Org> {
  const org = await openOrg(...asked);
  open.push(org);
  return org;
}

export async function closeOrgs(): Promise<void> {
  await Promise.all(open.splice(0).map((org) => org.close()));
}
