import { sql } from "kysely";
import { Refusal } from "../lib/refusal.ts";
import type { Brand } from "./context.ts";
import { type Database, NO_BRAND } from "./db.ts";

/** Brands by slug and number; they are few and rarely change, so each process keeps them for some seconds. */
export class Brands {
  private readonly database: Database;
  private readonly now: () => number;
  private all: Promise<Brand[]> | undefined;
  private readAtMs = 0;

  constructor(database: Database, now: () => number) {
    this.database = database;
    this.now = now;
  }

  async list(): Promise<Brand[]> {
    if (!this.all || this.now() - this.readAtMs > KEEP_MS) {
      this.readAtMs = this.now();
      this.all = sql<Brand>`select id, slug, name, zone, currency, language, held_at from platform.brands order by id`
        .execute(this.database.forBrand(NO_BRAND))
        .then((result) => result.rows);
      this.all.catch(() => (this.all = undefined));
    }
    return this.all;
  }

  forget(): void {
    this.all = undefined;
  }

  async bySlug(slug: string): Promise<Brand> {
    return this.find((brand) => brand.slug === slug);
  }

  async byId(id: number): Promise<Brand> {
    return this.find((brand) => brand.id === id);
  }

  private async find(is: (brand: Brand) => boolean): Promise<Brand> {
    const known = (await this.list()).find(is);
    if (known) return known;
    this.forget();
    const fresh = (await this.list()).find(is);
    if (!fresh) throw new Refusal("missing", "brands.missing");
    return fresh;
  }
}

const KEEP_MS = 5_000;
