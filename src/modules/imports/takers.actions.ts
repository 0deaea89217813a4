import type { Context } from "../../server/context.ts";
import { takeMembers } from "../members/index.ts";
import { isMomentLikely, type NewOrder, recordCosts, recordOrders, type RecordOutcome, recordRefunds } from "../orders/index.ts";
import { chatTaker } from "./chat.actions.ts";
import type { ImportKind } from "./fields.contract.ts";
import type { ImportWhole } from "./imports.store.ts";
import type { Places } from "./places.actions.ts";
import type { Problem } from "./problems.contract.ts";
import type { OrderRead } from "./orders.rules.ts";
import type { CostRead, MemberRead, ReadOf, RefundRead } from "./readers.rules.ts";

/** What became of one unit: taken in anew, changed, there already, or why not. */
export type Verdict = { took: "new" | "changed" | "same" } | { problem: Problem };

/** Takes units into the product, one verdict each; joins the open transaction. */
export type Taker<T> = (ctx: Context, values: readonly T[]) => Promise<Verdict[]>;

interface Goods {
  one: ImportWhole;
  places: Places;
}

const took = { recorded: "new", changed: "changed", same: "same" } as const;

function verdictOf(outcome: RecordOutcome): Verdict {
  return outcome.verdict === "rejected" ? { problem: outcome.reason } : { took: took[outcome.verdict] };
}

interface Placed<T> {
  value: T;
  groupId: string | null;
}

/** Finds the group of each value; what has none that will do, or a fault of its own, is answered at once, the rest goes on to `take`. */
async function placed<T extends { group: string }>(
  ctx: Context,
  places: Places,
  values: readonly T[],
  take: (values: readonly Placed<T>[]) => Promise<Verdict[]>,
  faultOf: (value: T) => Problem | null = () => null,
): Promise<Verdict[]> {
  await places.find(
    ctx,
    values.map((value) => value.group),
  );
  const verdicts: (Verdict | null)[] = [];
  const good: Placed<T>[] = [];
  for (const value of values) {
    const fault = faultOf(value);
    const place = fault ? { problem: fault } : places.of(value.group);
    verdicts.push("problem" in place ? place : null);
    if ("groupId" in place) good.push({ value, groupId: place.groupId });
  }
  const taken = (await take(good)).values();
  return verdicts.map((verdict) => verdict ?? taken.next().value ?? { problem: "unreadable" });
}

const takeOrders =
  ({ one, places }: Goods): Taker<OrderRead> =>
  (ctx, values) => {
    const take = async (good: readonly Placed<OrderRead>[]): Promise<Verdict[]> => {
      const orders = good.map(({ value, groupId }) => newOrder(value, groupId));
      const outcomes = await recordOrders(ctx, orders, { known: one.options.known });
      const refunded = good.flatMap(({ value: { source, externalId, refund } }, index) =>
        refund && isOpen(outcomes[index], one.options.known)
          ? [{ index, total: { source, orderExternalId: externalId, refundedAt: refund.at, totalFen: refund.fen } }]
          : [],
      );
      const refunds = await recordRefunds(
        ctx,
        refunded.map(({ total }) => total),
      );
      const verdicts = outcomes.map(verdictOf);
      for (const [i, { index }] of refunded.entries()) {
        const refund = refunds[i];
        if (refund?.verdict === "rejected") verdicts[index] = verdictOf(refund);
        else if (refund?.verdict === "recorded" && outcomes[index]?.verdict === "same") verdicts[index] = { took: "changed" };
      }
      return verdicts;
    };
    return placed(ctx, places, values, take, (value) => refundFault(value, ctx.now));
  };

/** Whether an order takes what the file says of its refunds: what was there may have been asked to stay as it is. */
function isOpen(outcome: RecordOutcome | undefined, known: "update" | "keep"): boolean {
  return outcome?.verdict === "recorded" || (known === "update" && outcome !== undefined && outcome.verdict !== "rejected");
}

/** An order of which a part cannot be taken is not taken at all. */
function refundFault({ refund }: OrderRead, now: Date): Problem | null {
  return refund && !isMomentLikely(refund.at, now.getTime()) ? "moment-unlikely" : null;
}

function newOrder({ buyer, title, source, externalId, paidAt, paidFen, lines }: OrderRead, groupId: string | null): NewOrder {
  return {
    source,
    externalId,
    title,
    paidAt,
    paidFen,
    lines,
    ...(buyer ? { buyer: { ...buyer, scope: "" } } : {}),
    ...(groupId ? { groupId } : {}),
  };
}

const takeRefunds: Taker<RefundRead> = async (ctx, values) => (await recordRefunds(ctx, values)).map(verdictOf);

const takePeople =
  ({ one, places }: Goods): Taker<MemberRead> =>
  (ctx, values) =>
    placed(ctx, places, values, async (good) => {
      const people = good.map(({ value, groupId }) => {
        const at = value.firstSeenAt ?? value.joinedAt ?? ctx.now;
        const phone = value.phone ? { phone: value.phone } : {};
        return {
          ref: { ...value.identity, scope: "", nickname: value.nickname, ...phone, at },
          name: value.name,
          city: value.city,
          custom: value.custom,
          tags: value.tags,
          marketing: value.marketing,
          seat: groupId ? { groupId, at: value.joinedAt } : null,
        };
      });
      const manner = { overwrite: one.options.known === "update", source: `import:${one.options.source}` };
      return (await takeMembers(ctx, people, manner)).map((outcome) => ({ took: outcome }));
    });

const takeCosts =
  ({ places }: Goods): Taker<CostRead> =>
  (ctx, values) =>
    placed(ctx, places, values, async (good) => {
      const costs = good.map(({ value: { digest, day, kind, fen, campaign, note }, groupId }) => ({
        digest,
        day,
        kind,
        fen,
        note,
        ...(groupId ? { groupId } : {}),
        ...(campaign ? { campaign } : {}),
      }));
      const outcomes = await recordCosts(ctx, costs);
      return outcomes.map((outcome) => (outcome.verdict === "rejected" ? { problem: outcome.reason } : { took: took[outcome.verdict] }));
    });

export function takerOf<K extends ImportKind>(kind: K, goods: Goods, rooms: ReadonlyMap<string, string | null>): Taker<ReadOf[K]> {
  const takers: { [Each in ImportKind]: () => Taker<ReadOf[Each]> } = {
    orders: () => takeOrders(goods),
    refunds: () => takeRefunds,
    members: () => takePeople(goods),
    chat: () => chatTaker(goods.one.options, rooms),
    costs: () => takeCosts(goods),
  };
  return takers[kind]();
}
