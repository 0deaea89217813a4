import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { groupAt } from "../../testing/history.ts";
import { sendWebhooks, settleCalls } from "./send.actions.ts";
import { createWebhook, listWebhooks, removeWebhook } from "./webhooks.actions.ts";

export interface Heard {
  headers: IncomingHttpHeaders;
  body: string;
}

/** The receiver a webhook tells, and what a brand does to be told of. */
export class Receiver {
  test!: TestBrand;
  url = "";
  heard: Heard[] = [];
  answers: () => number = () => 200;

  constructor() {
    let server: Server;
    beforeAll(async () => {
      this.test = await openTestBrand({ now: new Date(), outbound: { allowPrivate: true } });
      server = createServer((request, response) => {
        let body = "";
        request.on("data", (piece) => (body += piece));
        request.on("end", () => {
          this.heard.push({ headers: request.headers, body });
          response.writeHead(this.answers(), { "content-type": "text/plain" }).end("店里说：收到\0了");
        });
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      this.url = `http://localhost:${(server.address() as AddressInfo).port}/hook`;
    });
    afterAll(async () => {
      server.close();
      await this.test.close();
    });
    beforeEach(async () => {
      this.heard = [];
      this.answers = () => 200;
      for (const { id } of (await listWebhooks(this.test.as())).items) await removeWebhook(this.test.as(), { webhookId: id });
    });
  }

  later(ms: number): void {
    this.test.clock.now = new Date(this.test.clock.now.getTime() + ms);
  }

  hook(events: string[], more: { orgId?: string | null; showsPhones?: boolean; name?: string } = {}) {
    return createWebhook(this.test.as(), { name: "门店系统", url: this.url, events, orgId: null, showsPhones: false, ...more });
  }

  /** Lets the reaction and the sender do what is due now. */
  async work(): Promise<void> {
    await this.test.react();
    await sendWebhooks(this.test.system());
    await settleCalls();
  }

  group(name: string, orgId = this.test.headquartersId) {
    return groupAt(this.test, name, this.test.clock.now, { orgId });
  }

  /** What was told, if its signature is true. */
  verify(secret: string, one: Heard | undefined) {
    const headers = Object.fromEntries(Object.entries(one?.headers ?? {}).map(([name, value]) => [name, String(value)]));
    return new Webhook(secret).verify(one?.body ?? "", headers) as { id: string; type: string; data: Record<string, unknown> };
  }
}
