import { tmpdir } from "node:os";
import { sessions } from "../../app.ts";
import { openLog } from "../../server/log.ts";
import { type OpenOptions, type Opened, openPlatform } from "../../server/open.ts";

/** Where a child works; each kind of child is told more besides. */
export interface ChildOrders {
  ownerUrl: string;
  secret: string;
}

/** What the one who started this process told it. */
export const ordersOf = <O extends ChildOrders>(): O => JSON.parse(process.argv[2] ?? "{}") as O;

/** The product in a process of its own, on the database of the test. */
export function openChildPlatform({ ownerUrl, secret }: ChildOrders, more: Partial<OpenOptions> = {}): Promise<Opened> {
  return openPlatform({
    ownerUrl,
    secret,
    dataDir: tmpdir(),
    log: openLog("silent"),
    now: () => new Date(),
    sessions,
    baseUrl: "http://localhost:7300",
    isTrustedOrigin: () => false,
    checkOutputs: false,
    poolSize: 4,
    outbound: { allowPrivate: false },
    ...more,
  });
}

/** Ends this process as kill -9 does, and says so; the starter tells it from one that had nothing left to do. */
export function die(): void {
  process.stdout.write("dying\n");
  process.kill(process.pid, "SIGKILL");
}

/** Dies the given time it is told of the moment. */
export function dieAt<M>(moment: M | null, count: number): (reached: M) => void {
  let times = 0;
  return (reached) => {
    if (reached === moment && ++times >= count) die();
  };
}
