import { createServer, type Server } from "node:http";

/** An outside platform as a process of its own sees it: it takes calls over HTTP, never forgets, and can be asked what it has. */
export interface FaultPlatform {
  url: string;
  /** Deliveries in the order they arrived; one that arrives twice is there twice. */
  received: string[];
  /** Heard at each sending call, before it is answered. */
  onSend: () => void;
  close: () => Promise<void>;
}

interface Ask {
  deliveryIds: string[];
}

export async function openFaultPlatform(): Promise<FaultPlatform> {
  const received: string[] = [];
  const server: Server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const ask = JSON.parse(Buffer.concat(pieces).toString("utf8")) as Ask;
      if (request.url === "/send") {
        received.push(...ask.deliveryIds);
        platform.onSend();
      }
      const has = new Set(received);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ has: ask.deliveryIds.filter((id) => has.has(id)) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const platform: FaultPlatform = {
    url: `http://127.0.0.1:${address.port}`,
    received,
    onSend: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return platform;
}
