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
  let at: AtProduct | undefined;
  const there = () => {
    if (!at) throw new Error("the product has not been started");
    return at;
  };
  beforeAll(async () => {
    const product = await startProduct(await sharedBrowser(), options);
    at = { product, owner: await makeBrand(product, options.zone) };
  });
  beforeEach(({ onTestFailed }) => onTestFailed(async () => console.log(await there().product.scene())));
  afterAll(async () => {
    await at?.product.stop();
  });
  return {
    get product() {
      return there().product;
    },
    get owner() {
      return there().owner;
    },
  };
}
