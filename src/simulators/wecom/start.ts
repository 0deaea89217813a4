import type { FastifyInstance } from "fastify";
import type { Clock } from "./clock.ts";
import type { App } from "./corp.ts";
import { drive, driverOver, type Driver } from "./driver/index.ts";
import { phoneRoutes } from "./phone/routes.ts";
import { pictureRoutes } from "./pictures.ts";
import { openServer } from "./server.ts";
import { readSnapshot, writeSnapshot } from "./snapshot.ts";
import { openWorld, type World, type WorldOptions } from "./world.ts";

export interface Wecom {
  /** `http://127.0.0.1:port`: calls are below `/cgi-bin/`. */
  url: string;
  corpId: string;
  /** The first app: 群策. */
  app: App;
  driver: Driver;
  clock: Clock;
  world: World;
  server: FastifyInstance;
  close: () => Promise<void>;
}

export interface StartOptions extends WorldOptions {
  /** A file the state is read from at the start and written to at the end. */
  snapshot?: string;
  /** 0: any free one. */
  port?: number;
  host?: string;
}

/** How often a snapshot is written while it runs. */
const SAVE_MS = 30_000;

/** Goes on from the file and keeps it up to date; the answer writes it a last time. One writing at a time. */
async function keepSnapshot(world: World, path: string): Promise<() => Promise<void>> {
  if (await readSnapshot(path, world.state)) world.random.restart(`${path} ${world.state.seq} ${world.clock.now()}`);
  let writing = Promise.resolve();
  const write = () => (writing = writing.then(() => writeSnapshot(path, world.state)));
  const timer = setInterval(() => void write(), SAVE_MS).unref();
  return () => {
    clearInterval(timer);
    return write();
  };
}

/** Starts a simulator in this process. */
export async function startWecom({ port = 0, host = "127.0.0.1", snapshot, ...options }: StartOptions = {}): Promise<Wecom> {
  const world = openWorld(options);
  const save = snapshot === undefined ? undefined : await keepSnapshot(world, snapshot);
  const server = openServer(world, [pictureRoutes, phoneRoutes]);
  const url = (await server.listen({ port, host })).replace("0.0.0.0", "127.0.0.1");
  world.baseUrl = url;
  const [app] = world.state.apps.values();
  if (!app) throw new Error("A corp has at least one app.");
  return {
    url,
    corpId: world.state.corpId,
    app,
    driver: driverOver((name, input) => drive(world, name, input)),
    clock: world.clock,
    world,
    server,
    close: async () => {
      world.callbacks.close();
      world.clock.stop();
      await server.close();
      await save?.();
    },
  };
}
