import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Api, Ask } from "./api/ask.ts";
import { apis } from "./api/index.ts";
import type { App } from "./corp.ts";
import { Fault, faultAnswer } from "./faults.ts";
import type { Trouble } from "./switches.ts";
import type { World } from "./world.ts";

/** The way of every call: line, token, limits, form, then the call itself; errors come at HTTP 200. */

const ESCAPES = /\\u[0-9a-fA-F]{4}/;

/** The call's name and what stands behind the question mark. */
function addressOf(url: string): { path: string; query: Record<string, string> } {
  const [path = "", query = ""] = url.split("?", 2);
  return { path: path.replace("/cgi-bin/", ""), query: Object.fromEntries(new URLSearchParams(query)) };
}

/** A JSON object; escapes of the form \u are refused, as some of the real calls do. */
function readBody(raw: Buffer): Record<string, unknown> {
  const text = raw.toString("utf8");
  if (text.trim() === "") return {};
  if (ESCAPES.test(text)) throw new Fault(40033);
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return { ...value };
  } catch {
    // Told below.
  }
  throw new Fault(40058, "invalid Request Parameter. Warning: wrong json format.");
}

/** The first trouble set for this call, counted down. */
function takeTrouble(world: World, api: string): Trouble | undefined {
  const { troubles } = world.switches;
  const trouble = troubles.find((one) => one.api === api || one.api === "*");
  if (!trouble) return undefined;
  const left = troubles.flatMap((one) => (one !== trouble ? [one] : one.times > 1 ? [{ ...one, times: one.times - 1 }] : []));
  world.setSwitches({ troubles: left });
  return trouble;
}

function appOf(world: World, api: Api, query: Record<string, string>): App {
  const [first] = world.state.apps.values();
  const app = api.isOpen ? first : world.state.apps.get(world.tokens.read(query.access_token));
  if (!app) throw new Fault(40014);
  return app;
}

/** The body, for calls that take JSON. */
const bodyOf = (api: Api, raw: Buffer) => (api.method === "POST" && !api.isUpload ? readBody(raw) : {});

function checkSource(world: World, ip: string): void {
  const { trustedIps } = world.switches;
  if (trustedIps && !trustedIps.includes(ip)) throw new Fault(60020);
}

/** All that is looked at before the call itself. */
function admit(world: World, path: string, request: FastifyRequest): { api: Api; ask: Ask } {
  const api = apis[path];
  if (!api) throw new Fault(40066, "invalid url");
  checkSource(world, request.ip);
  const { query } = addressOf(request.url);
  const app = appOf(world, api, query);
  world.limits.count({ corp: world.state.corpId, api: path, ip: request.ip });
  if (request.method !== api.method) throw new Fault(api.method === "GET" ? 43001 : 43002);
  if (api.isContact && !app.mayContact) throw new Fault(48002);
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return {
    api,
    ask: { world, app, query, body: bodyOf(api, raw), raw, contentType: request.headers["content-type"] ?? "", ip: request.ip },
  };
}

async function carryOut(world: World, path: string, request: FastifyRequest): Promise<object> {
  const leave = world.limits.enter(`${world.state.corpId} ${path}`, world.switches.limits.concurrency, 45033);
  try {
    const { api, ask } = admit(world, path, request);
    const letGo = api.exclusive ? world.limits.enter(api.exclusive(ask), 1, 45035) : undefined;
    try {
      const answer = await api.run(ask);
      if (world.switches.latencyMs > 0) await world.clock.sleep(world.switches.latencyMs);
      return answer;
    } finally {
      letGo?.();
    }
  } finally {
    leave();
  }
}

function countCall(world: World, path: string, errcode: number): void {
  const codes = world.calls.get(path) ?? new Map<number, number>();
  codes.set(errcode, (codes.get(errcode) ?? 0) + 1);
  world.calls.set(path, codes);
}

function hintOf(world: World): string {
  return `${Math.floor(world.clock.now() / 1000)}_${world.random.below(100)}_${world.random.hex(32)}`;
}

const isBytes = (answer: object): answer is { bytes: Buffer; mime: string; name: string } =>
  "bytes" in answer && Buffer.isBuffer(answer.bytes);

function send(reply: FastifyReply, answer: object): FastifyReply {
  if (!isBytes(answer)) return reply.type("application/json; charset=UTF-8").send(JSON.stringify({ errcode: 0, errmsg: "ok", ...answer }));
  return reply
    .type(answer.mime)
    .header("content-disposition", `attachment; filename="${encodeURIComponent(answer.name)}"`)
    .send(answer.bytes);
}

/** Breaks the line as a trouble says; true where the call itself is still to be carried out. */
function breakLine(reply: FastifyReply, trouble: Trouble | undefined): boolean {
  if (!trouble?.breaks || trouble.breaks === "answer-lost") return true;
  reply.hijack();
  if (trouble.breaks === "request-lost") reply.raw.destroy();
  if (trouble.breaks === "http-502") reply.raw.writeHead(502).end("Bad Gateway");
  return false;
}

async function answerCall(world: World, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = addressOf(request.url).path;
  const trouble = takeTrouble(world, path);
  if (!breakLine(reply, trouble)) return reply;
  try {
    if (trouble?.errcode !== undefined) throw new Fault(trouble.errcode);
    const answer = await carryOut(world, path, request);
    countCall(world, path, 0);
    if (trouble?.breaks !== "answer-lost") return send(reply, answer);
    reply.hijack();
    reply.raw.destroy();
    return reply;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    countCall(world, path, error.errcode);
    return send(reply, faultAnswer(error, { hint: hintOf(world), ip: request.ip }));
  }
}

export function callRoutes(app: FastifyInstance, world: World): void {
  app.all("/cgi-bin/*", (request, reply) => answerCall(world, request, reply));
}
