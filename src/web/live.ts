import { LIVE_SILENCE_MS, LIVE_TICK_MS, liveClose } from "../lib/live-line.ts";

/** `connecting` also before the first try; `closed` for good: the server does not want this reader. */
export type LineState = "connecting" | "open" | "waiting" | "closed";

interface LineOptions<Frame> {
  url: string;
  /** Sent each time the line opens: where the reader stands now. */
  greet: () => unknown;
  onFrame: (frame: Frame) => void;
  onState: (state: LineState) => void;
}

export interface Line {
  /** Sends the greeting again, as after a change of what is watched. */
  greetAgain: () => void;
  close: () => void;
}

const finalCodes: readonly number[] = [liveClose.signedOut, liveClose.refused];

const LATE_MS = 5000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Doubles to half a minute; the jitter keeps two thousand phones from coming back in one instant. */
function waitMs(failures: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.5 + Math.random());
}

function readFrame<Frame>(raw: unknown): Frame | null {
  if (typeof raw !== "string") return null;
  try {
    const frame: unknown = JSON.parse(raw);
    // Checked border: the server frames with the contract's schema; a frame of a kind not known here is passed over by its reader.
    return typeof frame === "object" && frame !== null && "t" in frame ? (frame as Frame) : null;
  } catch {
    return null;
  }
}

/** One WebSocket that comes back by itself: after a loss, a silence, when the net is back, when the page is looked at again. */
export function openLine<Frame>(options: LineOptions<Frame>): Line {
  let socket: WebSocket | null = null;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  let heardMs = 0;

  const listen = () => {
    heardMs = Date.now();
    clearTimeout(silence);
    silence = setTimeout(() => drop(), LIVE_SILENCE_MS);
  };
  const wait = () => {
    options.onState("waiting");
    clearTimeout(timer);
    timer = setTimeout(connect, waitMs(failures++));
  };
  /** Some web views never report the close of a socket whose net has gone, so the old one is left and not waited for. */
  const drop = () => {
    const old = socket;
    socket = null;
    clearTimeout(silence);
    old?.close();
    if (!over) wait();
  };
  const connect = () => {
    clearTimeout(timer);
    const mine = new WebSocket(options.url);
    socket = mine;
    listen();
    mine.onopen = () => {
      if (socket !== mine) return;
      failures = 0;
      options.onState("open");
      mine.send(JSON.stringify(options.greet()));
    };
    mine.onmessage = (event) => {
      if (socket !== mine) return;
      listen();
      const frame = readFrame<Frame>(event.data);
      if (frame) options.onFrame(frame);
    };
    mine.onclose = (event) => {
      if (socket !== mine) return;
      socket = null;
      clearTimeout(silence);
      if (over) return;
      if (!finalCodes.includes(event.code)) return wait();
      over = true;
      options.onState("closed");
    };
  };
  /** A phone that slept may hold a socket that died unheard. */
  const hurry = () => {
    if (over || document.visibilityState === "hidden") return;
    if (socket && Date.now() - heardMs <= LIVE_TICK_MS + LATE_MS) return;
    if (socket) drop();
    failures = 0;
    connect();
  };

  document.addEventListener("visibilitychange", hurry);
  addEventListener("online", hurry);
  addEventListener("offline", drop);
  options.onState("connecting");
  connect();

  return {
    greetAgain: () => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(options.greet())),
    close: () => {
      over = true;
      clearTimeout(timer);
      clearTimeout(silence);
      document.removeEventListener("visibilitychange", hurry);
      removeEventListener("online", hurry);
      removeEventListener("offline", drop);
      socket?.close();
      socket = null;
    },
  };
}

/** The address of the brand's live line, by the page's own scheme and host. */
export function lineUrl(path: string): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
}
