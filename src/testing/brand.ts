import { type BrandOptions, openBrandOn, type TestBrand } from "./brand-on.ts";
import { copyDatabase } from "./database.ts";

export type { TestBrand } from "./brand-on.ts";

/** A brand of its own in a database of its own, with the whole product on it. The clock stands until it is moved. */
export async function openTestBrand(options: BrandOptions = {}): Promise<TestBrand> {
  return openBrandOn(await copyDatabase(), options);
}
