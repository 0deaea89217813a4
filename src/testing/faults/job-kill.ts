import { LEASE_MS } from "../../server/job-runs.ts";
import type { TestBrand } from "../brand-on.ts";
import { TEST_SECRET } from "../prepared.ts";
import { type Child, startChild } from "./child.ts";
import type { JobOrders } from "./job-worker.child.ts";

/** A process that does the brand's waiting jobs. */
export function startJobWorker(test: TestBrand, more: Partial<JobOrders> = {}): Child {
  const orders: JobOrders = {
    ownerUrl: test.ownerUrl,
    secret: TEST_SECRET,
    brandId: test.brand.id,
    nowMs: test.clock.now.getTime(),
    dataDir: test.dataDir,
    ...more,
  };
  return startChild("job-worker.child.ts", orders);
}

/** Lets it work until it has come so far, and kills it there without warning. */
export async function killOnce(worker: Child, isThere: () => Promise<boolean>): Promise<void> {
  const end = { came: false };
  void worker.ended.then(() => (end.came = true));
  while (!end.came && !(await isThere())) await new Promise((resolve) => setTimeout(resolve, 5));
  worker.kill();
  await worker.ended;
}

/** What a process did that fell silent is up for others. */
export function outliveLease(test: TestBrand): void {
  test.clock.now = new Date(test.clock.now.getTime() + LEASE_MS + 1_000);
}
