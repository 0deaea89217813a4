import type { z } from "zod";
import { ApiError, callMember, request } from "../../../web/h5/api.ts";
import { shrinkPicture } from "../../../web/h5/picture.ts";
import { brandSlug } from "../../../web/h5/place.ts";
import { sentenceOf } from "../../../web/h5/sentences.ts";
import { newUuid } from "../../../web/h5/uuid.ts";
import type { ChatMessage, pictureUpload, sayEndpoint } from "../chat.contract.ts";
import { t } from "../../../web/h5/words.ts";

type UnsentBody = { kind: "text"; text: string } | { kind: "picture"; previewUrl: string; width: number; height: number; blob: Blob };

export interface Unsent {
  clientId: string;
  body: UnsentBody;
  /** `sent` until the talk has come as far as its place. */
  state: "sending" | "failed" | "sent";
  /** Why it failed, in words; null while it may still go by itself. */
  fault: string | null;
  /** The net failed, not the server: it goes again when the line is back. */
  lost: boolean;
}

export interface Outbox {
  items: () => readonly Unsent[];
  say: (text: string) => void;
  sayPicture: (file: Blob) => Promise<void>;
  resend: (clientId: string) => void;
  discard: (clientId: string) => void;
  /** The line is back: what the net lost goes again. */
  resendLost: () => void;
  /** Forgets what the talk now shows. */
  settle: (messages: readonly ChatMessage[]) => void;
}

interface Options {
  groupId: string;
  onChange: () => void;
  onSaid: (message: ChatMessage) => void;
  onRefused: (sentence: string) => void;
}

async function uploadPicture(groupId: string, blob: Blob): Promise<string> {
  const path = `/phone/groups/${groupId}/pictures`;
  const answer = await request(path, { method: "POST", body: blob, headers: { "content-type": blob.type, "idempotency-key": newUuid() } });
  // Checked border: the server parses its answer with the contract's own schema.
  return (answer as z.output<(typeof pictureUpload)["output"]>).fileId;
}

async function deliver(groupId: string, { clientId, body }: Unsent): Promise<ChatMessage> {
  const said = body.kind === "text" ? body : { kind: "picture" as const, fileId: await uploadPicture(groupId, body.blob) };
  return callMember<typeof sayEndpoint>("POST /phone/groups/:groupId/messages", { groupId, clientId, body: said }, clientId);
}

/** Text that did not go out is kept on the phone over a reload; its client id makes the repeat harmless. */
function shelf(groupId: string) {
  const place = `unsent:${brandSlug}:${groupId}`;
  return {
    read(): Unsent[] {
      try {
        const kept: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
        if (!Array.isArray(kept)) return [];
        return kept.flatMap((entry: unknown): Unsent[] => {
          if (!Array.isArray(entry) || typeof entry[0] !== "string" || typeof entry[1] !== "string") return [];
          return [{ clientId: entry[0], body: { kind: "text", text: entry[1] }, state: "failed", fault: null, lost: true }];
        });
      } catch {
        return [];
      }
    },
    write(items: readonly Unsent[]): void {
      const kept = items.flatMap(({ clientId, body, state }) => (body.kind === "text" && state !== "sent" ? [[clientId, body.text]] : []));
      try {
        if (kept.length > 0) localStorage.setItem(place, JSON.stringify(kept));
        else localStorage.removeItem(place);
      } catch {
        // A web view may forbid storage: then nothing outlives a reload.
      }
    },
  };
}

/** What this phone says in one group, from the tap until it stands in the talk. */
export function createOutbox(options: Options): Outbox {
  const kept = shelf(options.groupId);
  let items: readonly Unsent[] = kept.read();

  const set = (next: readonly Unsent[]) => {
    items = next;
    kept.write(items);
    options.onChange();
  };
  const change = (clientId: string, over: Partial<Unsent>) =>
    set(items.map((item) => (item.clientId === clientId ? { ...item, ...over } : item)));
  const forget = (clientId: string) => {
    const item = items.find((one) => one.clientId === clientId);
    if (item?.body.kind === "picture") URL.revokeObjectURL(item.body.previewUrl);
    set(items.filter((one) => one.clientId !== clientId));
  };

  const send = async (clientId: string) => {
    const item = items.find((one) => one.clientId === clientId);
    if (!item) return;
    change(clientId, { state: "sending", fault: null, lost: false });
    try {
      const message = await deliver(options.groupId, item);
      change(clientId, { state: "sent" });
      options.onSaid(message);
    } catch (error) {
      const lost = error instanceof ApiError && (error.code === "network" || error.status >= 500);
      change(clientId, { state: "failed", fault: sentenceOf(error instanceof Error ? error : new Error("unknown")), lost });
    }
  };
  const add = (body: UnsentBody) => {
    const clientId = newUuid();
    set([...items, { clientId, body, state: "sending", fault: null, lost: false }]);
    void send(clientId);
  };

  return {
    items: () => items,
    say: (text) => add({ kind: "text", text }),
    async sayPicture(file) {
      const small = await shrinkPicture(file);
      if (!small) return options.onRefused(t("error.messages.picture-unfit"));
      add({ kind: "picture", previewUrl: URL.createObjectURL(small.blob), ...small });
    },
    resend: (clientId) => void send(clientId),
    discard: forget,
    resendLost: () => items.filter((item) => item.state === "failed" && item.lost).forEach((item) => void send(item.clientId)),
    settle(messages) {
      const there = new Set(messages.map((message) => message.clientId));
      for (const item of items) if (there.has(item.clientId)) forget(item.clientId);
    },
  };
}
