import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { modules } from "../src/app.ts";
import { addDays, localDay } from "../src/lib/time.ts";
import { startExport } from "../src/modules/exports/exports.actions.ts";
import { showImport, startCheck, startRun, takeUpload } from "../src/modules/imports/index.ts";
import type { InboundItem } from "../src/modules/messages/index.ts";
import { costKinds } from "../src/modules/orders/costs.contract.ts";
import { recordCosts } from "../src/modules/orders/index.ts";
import { takeNextJob } from "../src/server/job-runs.ts";
import { type Ground, listGroups } from "./scale-ground.ts";
import { TALK_DAYS } from "./scale-life.ts";
import { dice } from "./talk.ts";

const DAY_MS = 86_400_000;
/** Rows of an imported file. */
const FILE_ROWS = 20;
const FILE_LIMIT_BYTES = 1_000_000;

/** What each group's promotion cost on a day of the last weeks; every tenth is the brand's own. */
export async function openCosts(ground: Ground, nowMs: number): Promise<(from: number, to: number) => Promise<void>> {
  const groupIds = await listGroups(ground);
  const today = localDay(nowMs, ground.zone);
  return async (from, to) => {
    const costs = Array.from({ length: to - from }, (_, n) => {
      const at = from + n;
      const place = at % 10 === 9 ? { campaign: `开群季 ${(at % 4) + 1}` } : { groupId: groupIds[(at * 7) % groupIds.length] };
      return {
        ...place,
        day: addDays(today, -(at % TALK_DAYS)),
        kind: costKinds[at % costKinds.length] ?? "other",
        fen: 500 + Math.floor(dice(at)() * 20_000),
        note: at % 2 === 0 ? "楼道海报与试吃" : "",
        digest: createHash("sha256").update(`bench-cost-${at}`).digest("hex"),
      };
    });
    await recordCosts(ground.owner(), costs);
  };
}

/** What a channel reports that cannot take effect: of groups nobody knows, too old, of a day that is far off. */
export function oddReports(from: number, to: number, nowMs: number): InboundItem[] {
  const moments = [nowMs - DAY_MS, Date.UTC(1996, 0, 1), nowMs + 30 * DAY_MS];
  return Array.from({ length: to - from }, (_, n): InboundItem => {
    const at = from + n;
    return {
      kind: "message",
      source: "bench-odd",
      externalId: `q${at}`,
      occurredAt: new Date((moments[at % 3] ?? nowMs) + at * 1_000),
      group: { channel: "manual", externalId: `g${at % 40}` },
      sender: { kind: "web", scope: "", externalId: `p${at}` },
      format: "text",
      text: "有没有冰糖雪梨？",
    };
  });
}

/** Lets jobs run until none waits. */
async function work({ runtime, ctx }: Ground): Promise<void> {
  const jobs = modules.flatMap((module) => module.jobs ?? []);
  const next = () => takeNextJob(runtime, ctx().brand.id, jobs);
  for (let run = await next(); run; run = await next()) await run.run();
}

const files = [
  {
    kind: "costs",
    head: "日期,类别,金额,活动,备注",
    row: (at: number) => `2026-10-${10 + (at % 20)},物料,${(at % 90) + 10}.50,秋季开群,展架 ${at}`,
  },
  {
    kind: "orders",
    head: "订单号,支付时间,实付金额,商品,买家编号",
    row: (at: number) => `K${at},2026-10-${10 + (at % 20)} 10:00,${(at % 90) + 10}.90,砂糖橘,B${at}`,
  },
  { kind: "members", head: "会员编号,昵称,城市", row: (at: number) => `M${at},新会员${at},云溪市` },
] as const;

/** One small file after another, with a row that has to be mended; every sixth is only looked at. */
export async function importSome(ground: Ground, from: number, to: number): Promise<void> {
  const { owner } = ground;
  for (let at = from; at < to; at++) {
    const { kind, head, row } = files[at % files.length] ?? files[0];
    const rows = Array.from({ length: FILE_ROWS }, (_, n) => row(at * FILE_ROWS + n));
    const bytes = Readable.from([Buffer.from([head, ...rows, ",昨天,,,"].join("\n"))]);
    const { id: importId } = await takeUpload(owner(), bytes, { name: `门店 ${at + 1}.csv`, kind, limitBytes: FILE_LIMIT_BYTES });
    const { options } = await showImport(owner(), { importId });
    await startCheck(owner(), { importId, kind, options });
    await work(ground);
    if (at % 6 === 5) continue;
    await startRun(owner(), { importId });
    await work(ground);
  }
}

const lists = ["tags", "blueprints", "flows", "staff", "workload", "stamps", "inbox", "contents"];

/** One short list after another as a file. */
export async function exportSome(ground: Ground, from: number, to: number): Promise<void> {
  const known = modules.flatMap((module) => module.exports ?? []);
  for (let at = from; at < to; at++) {
    const format = at % 2 === 0 ? ("csv" as const) : ("xlsx" as const);
    await startExport(ground.owner(), { list: lists[at % lists.length] ?? "tags", format, filter: {} }, known);
    await work(ground);
  }
}
