import { connect } from "node:net";
import { parentPort } from "node:worker_threads";

/** Posts ready-made requests over some connections, the next on each when the one before is answered; as light as can be. */
export interface CallerAsk {
  port: number;
  sockets: number;
  requests: readonly string[];
}

export interface CallerAnswer {
  tookMs: number;
  latenciesMs: number[];
  /** Answers that were not 200. */
  others: number;
}

const HEAD_END = "\r\n\r\n";

function answerLength(text: string): number | null {
  const end = text.indexOf(HEAD_END);
  if (end < 0) return null;
  const length = Number(/content-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? 0);
  return text.length >= end + HEAD_END.length + length ? end + HEAD_END.length + length : null;
}

function run({ port, sockets, requests }: CallerAsk): Promise<CallerAnswer> {
  const latenciesMs: number[] = [];
  let [next, others] = [0, 0];
  const begun = performance.now();
  const caller = () =>
    new Promise<void>((done, fail) => {
      const socket = connect(port, "127.0.0.1");
      let text = "";
      let sentAt = 0;
      const send = () => {
        const request = requests[next++];
        if (request === undefined) {
          socket.end();
          done();
          return;
        }
        sentAt = performance.now();
        socket.write(request);
      };
      socket.setNoDelay(true);
      socket.once("connect", send);
      socket.once("error", fail);
      socket.on("data", (chunk) => {
        text += chunk.toString("latin1");
        if (answerLength(text) === null) return;
        latenciesMs.push(performance.now() - sentAt);
        if (!text.startsWith("HTTP/1.1 200")) others += 1;
        text = "";
        send();
      });
    });
  return Promise.all(Array.from({ length: sockets }, caller)).then(() => ({ tookMs: performance.now() - begun, latenciesMs, others }));
}

parentPort?.on("message", (ask: CallerAsk) => {
  void run(ask).then((answer) => parentPort?.postMessage(answer));
});
