import { setTimeout as wait } from "node:timers/promises";
import { Agent, request } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import type { Clock } from "./clock.ts";
import type { App } from "./corp.ts";
import { decrypt, encrypt, signatureOf } from "./crypto.ts";
import type { Random } from "./random.ts";
import type { Switches } from "./switches.ts";
import { envelope, type Field, xmlOf } from "./xml.ts";

/** What became of one delivery; the last few are kept for people to look at. */
interface Delivery {
  id: number;
  at: number;
  agentId: number;
  event: string;
  xml: string;
  outcome: "waiting" | "sent" | "failed" | "lost";
  tries: number;
  /** The last answer: an HTTP status, or what went wrong with the connection. */
  answer?: string;
}

interface CallbackCounts {
  /** Events raised while an app had a callback. */
  raised: number;
  sent: number;
  failed: number;
  lost: number;
  doubled: number;
  /** Tries beyond the first. */
  repeated: number;
  waiting: number;
}

export interface Callbacks {
  /** Raises an event: goes to every app with a callback. `fields` follow the head, in order. */
  raise(event: string, fields: readonly Field[]): void;
  /** Checks an address as the console does when it is saved; throws with the reason. */
  verify(callback: NonNullable<App["callback"]>): Promise<void>;
  counts(): CallbackCounts;
  recent(): readonly Delivery[];
  /** Resolves when nothing waits any more, apart from what the clock still holds back. */
  idle(): Promise<void>;
  close(): void;
}

const KEPT = 200;
type Answer = { kind: "answered"; status: number } | { kind: "broken"; reason: string };

/** Posts and reads the status; a timeout and a broken connection are values. */
function post(url: URL, body: string, timeoutMs: number, agents: { http: Agent; https: TlsAgent }): Promise<Answer> {
  const isTls = url.protocol === "https:";
  return new Promise((resolve) => {
    const ask = (isTls ? tlsRequest : request)(
      url,
      {
        method: "POST",
        agent: isTls ? agents.https : agents.http,
        headers: { "content-type": "text/xml; charset=utf-8", "content-length": Buffer.byteLength(body) },
      },
      (answer) => {
        answer.resume();
        answer.once("end", () => resolve({ kind: "answered", status: answer.statusCode ?? 0 }));
        answer.once("error", (error) => resolve({ kind: "broken", reason: error.message }));
      },
    );
    ask.setTimeout(timeoutMs, () => ask.destroy(new Error("timeout")));
    ask.once("error", (error) => resolve({ kind: "broken", reason: error.message }));
    ask.end(body);
  });
}

export function openCallbacks({
  clock,
  random,
  switches,
  corpId,
  apps,
}: {
  clock: Clock;
  random: Random;
  switches: () => Switches;
  corpId: () => string;
  apps: () => App[];
}): Callbacks {
  const agents = { http: new Agent({ keepAlive: true, maxSockets: 64 }), https: new TlsAgent({ keepAlive: true, maxSockets: 64 }) };
  const counts: CallbackCounts = { raised: 0, sent: 0, failed: 0, lost: 0, doubled: 0, repeated: 0, waiting: 0 };
  const recent: Delivery[] = [];
  const queue: (() => Promise<void>)[] = [];
  let queueHead = 0;
  let [underWay, nextId] = [0, 0];
  let whenIdle: (() => void)[] = [];
  let isClosed = false;

  const pump = () => {
    while (!isClosed && underWay < switches().callbacks.parallel && queueHead < queue.length) {
      const run = queue[queueHead++];
      if (queueHead > 10_000) {
        queue.splice(0, queueHead);
        queueHead = 0;
      }
      underWay += 1;
      void run?.().finally(() => {
        underWay -= 1;
        counts.waiting -= 1;
        pump();
        if (counts.waiting === 0) whenIdle = whenIdle.flatMap((tell) => (tell(), []));
      });
    }
  };
  const put = (run: () => Promise<void>) => {
    counts.waiting += 1;
    queue.push(run);
    pump();
  };

  const addressOf = ({ url, token }: NonNullable<App["callback"]>, encrypted: string): URL => {
    const [timestamp, nonce] = [String(Math.floor(clock.now() / 1000)), String(random.below(4_294_967_295))];
    const address = new URL(url);
    address.searchParams.set("msg_signature", signatureOf(token, timestamp, nonce, encrypted));
    address.searchParams.set("timestamp", timestamp);
    address.searchParams.set("nonce", nonce);
    return address;
  };

  const mayTryAgain = (answer: Answer) => answer.kind === "broken" || (switches().callbacks.retryNon200 && answer.status !== 200);

  const deliver = async (app: App, callback: NonNullable<App["callback"]>, delivery: Delivery): Promise<void> => {
    const { timeoutMs, tries, retryAfterMs } = switches().callbacks;
    const encrypted = encrypt({ aesKey: callback.aesKey, message: delivery.xml, receiver: corpId(), random: random.bytes(16) });
    const body = envelope({ toUserName: corpId(), agentId: app.agentId, encrypted });
    while (delivery.tries < tries && !isClosed) {
      if (delivery.tries > 0) counts.repeated += 1;
      delivery.tries += 1;
      const answer = await post(addressOf(callback, encrypted), body, timeoutMs, agents);
      delivery.answer = answer.kind === "answered" ? String(answer.status) : answer.reason;
      if (answer.kind === "answered" && answer.status === 200) {
        delivery.outcome = "sent";
        counts.sent += 1;
        return;
      }
      if (!mayTryAgain(answer)) break;
      if (delivery.tries < tries) await (clock.isHeld ? wait(Math.min(retryAfterMs, 50)) : clock.sleep(retryAfterMs));
    }
    delivery.outcome = "failed";
    counts.failed += 1;
  };

  const remember = (delivery: Delivery) => {
    recent.push(delivery);
    if (recent.length > KEPT * 2) recent.splice(0, KEPT);
  };
  const holdBackMs = () => {
    const { reordered, lateMs, delayMs } = switches().callbacks;
    return delayMs + (random.chance(reordered) ? 1 + random.below(Math.max(1, lateMs)) : 0);
  };
  const sendTo = (app: App, callback: NonNullable<App["callback"]>, event: string, xml: string) => {
    const { lost, doubled } = switches().callbacks;
    counts.raised += 1;
    const delivery: Delivery = { id: (nextId += 1), at: clock.now(), agentId: app.agentId, event, xml, outcome: "waiting", tries: 0 };
    remember(delivery);
    if (random.chance(lost)) {
      delivery.outcome = "lost";
      counts.lost += 1;
      return;
    }
    const copies = random.chance(doubled) ? 2 : 1;
    counts.doubled += copies - 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const one = copy === 0 ? delivery : { ...delivery };
      const late = holdBackMs();
      if (late > 0) clock.after(late, () => put(() => deliver(app, callback, one)));
      else put(() => deliver(app, callback, one));
    }
  };

  return {
    raise(event, fields) {
      const listeners = apps().filter((app) => app.callback && app.mayContact);
      if (listeners.length === 0) return;
      const xml = xmlOf([
        ["ToUserName", corpId()],
        ["FromUserName", "sys"],
        ["CreateTime", Math.floor(clock.now() / 1000)],
        ["MsgType", "event"],
        ["Event", event],
        ...fields,
      ]);
      const change = fields.find(([name]) => name === "ChangeType")?.[1];
      const detail = fields.find(([name]) => name === "UpdateDetail")?.[1];
      const name = [event, change, detail].filter((part) => typeof part === "string").join(" / ");
      for (const app of listeners) if (app.callback) sendTo(app, app.callback, name, xml);
    },
    async verify(callback) {
      const { verifyMs } = switches().callbacks;
      const plain = String(1_000_000_000_000_000 + random.below(1_000_000_000));
      const echo = encrypt({ aesKey: callback.aesKey, message: plain, receiver: corpId(), random: random.bytes(16) });
      const address = addressOf(callback, echo);
      address.searchParams.set("echostr", echo);
      const answer = await fetch(address, { signal: AbortSignal.timeout(verifyMs), redirect: "manual" }).catch((error: unknown) => {
        throw new Error(`The address did not answer within ${verifyMs / 1000} s: ${error instanceof Error ? error.message : "broken"}`);
      });
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`The address answered HTTP ${answer.status}.`);
      if (text !== plain) throw new Error("The address did not answer with the decrypted text, bare and nothing else.");
      if (decrypt({ aesKey: callback.aesKey, encrypted: echo }).message !== plain) throw new Error("EncodingAESKey is not a key.");
    },
    counts: () => ({ ...counts }),
    recent: () => recent.slice(-KEPT),
    idle: () => (counts.waiting === 0 ? Promise.resolve() : new Promise((tell) => whenIdle.push(tell))),
    close() {
      isClosed = true;
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}
