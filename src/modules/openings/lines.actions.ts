import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { found } from "../../lib/refusal.ts";
import { takeBackSince } from "../../lib/take-back.ts";
import { type Context, requirePermission, staffOf } from "../../server/context.ts";
import { onDuplicate } from "../../server/db.ts";
import { createFlow, saveDraft } from "../flows/index.ts";
import { BlueprintSpec, createBlueprint, saveBlueprint } from "../groups/index.ts";
import { readThresholds } from "../insight/index.ts";
import { adviseLine, type LineAdvice } from "./advice.rules.ts";
import { blueprintOf } from "./blueprint.rules.ts";
import * as store from "./lines.store.ts";
import type { applyLineEndpoint, changeLineEndpoint, createLineEndpoint, listLinesEndpoint } from "./openings.contract.ts";

export async function listLines(ctx: Context): Promise<OutputOf<typeof listLinesEndpoint>> {
  return { items: await store.listLines(ctx.db, ctx.brand.id), marks: await readThresholds(ctx) };
}

const nameTaken = (name: string) => onDuplicate("opening_lines_brand_id_name_key", "openings.name-taken", { name });

export async function createLine(outer: Context, input: InputOf<typeof createLineEndpoint>): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    const id = ctx.newId();
    await store.insertLine(ctx.db, ctx.brand.id, { ...input, id, at: ctx.now }).catch(nameTaken(input.name));
    await ctx.audit({ action: "openings.create-line", targetKind: "line", targetId: id, after: { name: input.name } });
    return { id };
  });
}

export async function changeLine(outer: Context, input: InputOf<typeof changeLineEndpoint>) {
  return outer.transaction(async (ctx) => {
    const before = found(await store.lockLine(ctx.db, ctx.brand.id, input.lineId), "openings.line-missing");
    await keepBefore(ctx, before.id);
    await store.updateLine(ctx.db, ctx.brand.id, { ...input, id: before.id, at: ctx.now }).catch(nameTaken(input.name));
    await ctx.audit({
      action: "openings.change-line",
      targetKind: "line",
      targetId: before.id,
      before: { name: before.name, ...before.answers },
      after: { name: input.name, ...input.answers },
    });
    return done;
  });
}

export async function removeLine(outer: Context, input: { lineId: string }) {
  return outer.transaction(async (ctx) => {
    const before = found(await store.lockLine(ctx.db, ctx.brand.id, input.lineId), "openings.line-missing");
    await keepBefore(ctx, before.id);
    await store.deleteLine(ctx.db, ctx.brand.id, before.id);
    await ctx.audit({ action: "openings.remove-line", targetKind: "line", targetId: before.id, before: { name: before.name } });
    return done;
  });
}

const keepBefore = (ctx: Context, lineId: string) =>
  store.keepBefore(ctx.db, ctx.brand.id, {
    lineId,
    staffId: ctx.actor.kind === "staff" ? ctx.actor.id : null,
    at: ctx.now,
    since: takeBackSince(ctx.now),
  });

export async function restoreLine(outer: Context, { lineId }: { lineId: string }) {
  return outer.transaction(async (ctx) => {
    const ask = { lineId, staffId: staffOf(ctx).id, since: takeBackSince(ctx.now) };
    const before = found(await store.takeBefore(ctx.db, ctx.brand.id, ask), "openings.change-missing");
    await store.putBack(ctx.db, ctx.brand.id, before).catch(nameTaken(before.name));
    await ctx.audit({ action: "openings.restore-line", targetKind: "line", targetId: lineId, after: { name: before.name } });
    return { name: before.name, answers: before.answers, combinations: before.combinations };
  });
}

export async function applyLine(outer: Context, input: InputOf<typeof applyLineEndpoint>): Promise<OutputOf<typeof applyLineEndpoint>> {
  requirePermission(outer, "flows.manage");
  return outer.transaction(async (ctx) => {
    const line = found(await store.lockLine(ctx.db, ctx.brand.id, input.lineId), "openings.line-missing");
    const advice = adviseLine(line, { language: ctx.brand.language, marks: await readThresholds(ctx) });
    const { type } = advice.verdict;
    const blueprint = await writeBlueprint(ctx, line, advice, input);
    const flowId = await writeFlow(ctx, line, advice, blueprint.id);
    await store.forgetBefore(ctx.db, ctx.brand.id, line.id);
    await store.markApplied(ctx.db, ctx.brand.id, {
      lineId: line.id,
      type,
      combinations: line.combinations,
      blueprintId: blueprint.id,
      marks: advice.marks,
      flowId,
      at: ctx.now,
    });
    await ctx.audit({
      action: "openings.apply-line",
      targetKind: "line",
      targetId: line.id,
      after: { name: line.name, commercialType: type, blueprintId: blueprint.id, flowId },
    });
    return { blueprintId: blueprint.id, blueprintVersion: blueprint.version, flowId, commercialType: type };
  });
}

/** A new version of the blueprint it is for, or its first. */
async function writeBlueprint(
  ctx: Context,
  line: store.LineRecord,
  { verdict, marks, isLifted }: LineAdvice,
  input: InputOf<typeof applyLineEndpoint>,
): Promise<{ id: string; version: number }> {
  const known = input.blueprintId ?? line.blueprintId;
  const latest = known ? await store.findLatestSpec(ctx.db, ctx.brand.id, known) : undefined;
  const base = latest ? BlueprintSpec.parse(latest.spec) : null;
  const written = known ? await store.findWrittenMarks(ctx.db, ctx.brand.id, known) : null;
  const { language } = ctx.brand;
  const spec = blueprintOf({ base, type: verdict.type, positioning: input.positioning, marks, isLifted, written, language });
  if (known && latest) {
    const { version } = await saveBlueprint(ctx, { blueprintId: known, fromVersion: latest.version, spec, note: line.name });
    return { id: known, version };
  }
  const { id } = await createBlueprint(ctx, { name: line.name, spec, note: "" });
  return { id, version: 1 };
}

/** The line's standard flow: its draft is written anew; what runs goes on until somebody publishes it. */
async function writeFlow(ctx: Context, line: store.LineRecord, { steps }: LineAdvice, blueprintId: string): Promise<string> {
  const spec = { audience: { kind: "blueprint" as const, blueprintId, orgIds: [] }, steps };
  const draft = line.flowId ? await store.findDraft(ctx.db, ctx.brand.id, line.flowId) : undefined;
  if (line.flowId && draft) {
    await saveDraft(ctx, { flowId: line.flowId, revision: draft.revision, spec });
    return line.flowId;
  }
  const { id } = await createFlow(ctx, { name: line.name, kind: "day", audience: spec.audience, preset: false, spec });
  return id;
}
