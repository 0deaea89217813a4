import { visibleGroups } from "../groups/index.ts";
import type { Context } from "../../server/context.ts";
import { type ImportKind, permissionOf } from "./fields.contract.ts";
import { findPlaces } from "./places.store.ts";
import type { Problem } from "./problems.contract.ts";

export type Placed = { groupId: string | null } | { problem: Problem };

/** Groups by what rows call them, asked for once each; only such as are in sight. */
export class Places {
  private readonly known = new Map<string, Placed>();
  private readonly kind: ImportKind;
  /** Where rows go that name no group; undefined: they may not. */
  private readonly otherwise: string | null | undefined;

  constructor(kind: ImportKind, otherwise: string | null | undefined) {
    this.kind = kind;
    this.otherwise = otherwise;
  }

  async find(ctx: Context, names: readonly string[]): Promise<void> {
    const fresh = [...new Set(names)].filter((name) => name !== "" && !this.known.has(name));
    if (fresh.length === 0) return;
    const rows = await findPlaces(ctx.db, ctx.brand.id, fresh, visibleGroups(ctx, permissionOf[this.kind], "g"));
    const found = new Map(rows.map((row) => [row.name, row]));
    for (const name of fresh) {
      const row = found.get(name);
      const problem = !row ? "group-missing" : row.choices > 1 ? "group-unclear" : null;
      this.known.set(name, problem ? { problem } : { groupId: row?.groupId ?? null });
    }
  }

  of(name: string): Placed {
    if (name !== "") return this.known.get(name) ?? { problem: "group-missing" };
    return this.otherwise === undefined ? { problem: "group-needed" } : { groupId: this.otherwise };
  }
}
