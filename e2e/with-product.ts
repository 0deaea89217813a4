import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { sharedBrowser } from "./browser.ts";
import { type Product, type ProductOptions, startProduct } from "./product.ts";
import { makeBrand } from "./steps.ts";

export interface AtProduct {
  readonly product: Product;
  /** The console of the owner of a brand just made. */
  readonly owner: Page;
}

/** A product of its own for the tests of one file: there from the first test on, gone after the last. */
export function withProduct(options: ProductOptions = {}): AtProduct {
  return withProducts(1, options)(0);
}

/** Several products, each with a brand of its own, made side by side and looked at by one browser. */
export function withProducts(count: number, options: ProductOptions = {}): (at: number) => AtProduct {
  const products: Product[] = [];
  const owners: Page[] = [];
  const there = <T>(list: readonly T[], at: number): T => {
    const one = list[at];
    if (!one) throw new Error("the product has not been started");
    return one;
  };
  beforeAll(async () => {
    const browser = await sharedBrowser();
    const start = async (at: number) => {
      const product = await startProduct(browser, options);
      products[at] = product;
      owners[at] = await makeBrand(product, options.zone);
    };
    // All have come to their end when the first failure is told, so that none goes on behind the next file.
    const started = await Promise.allSettled(Array.from({ length: count }, (_, at) => start(at)));
    for (const one of started) if (one.status === "rejected") throw one.reason;
  });
  beforeEach(({ onTestFailed }) =>
    onTestFailed(async () => console.log((await Promise.all(products.map((product) => product.scene()))).join("\n=====\n"))),
  );
  afterAll(async () => {
    await Promise.all(products.map((product) => product.stop()));
  });
  return (at) => ({
    get product() {
      return there(products, at);
    },
    get owner() {
      return there(owners, at);
    },
  });
}
