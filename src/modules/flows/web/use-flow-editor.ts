import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ApiError, callEndpoint, keyOf } from "../../../web/api.ts";
import { leaveKeyToHistory } from "../../../web/ui/toast-entries.ts";
import { type FlowDetail, saveDraftEndpoint, showFlowEndpoint } from "../flows.contract.ts";
import type { FlowSpec } from "../spec.contract.ts";

const REST_MS = 500;
const HISTORY = 50;

export type SaveState = "saved" | "saving" | "failed" | "conflict";

/** The draft while it is edited: every change is kept after a short rest, one after another, and can be taken back. */
export function useFlowEditor(flow: FlowDetail) {
  const client = useQueryClient();
  const [spec, setSpec] = useState(flow.draft);
  const [past, setPast] = useState<FlowSpec[]>([]);
  const [future, setFuture] = useState<FlowSpec[]>([]);
  const [saved, setSaved] = useState({ revision: flow.draftRevision, at: flow.draftSavedAt });
  const [state, setState] = useState<SaveState>("saved");
  const wanted = useRef<FlowSpec | null>(null);
  const revision = useRef(flow.draftRevision);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const working = useRef(false);
  const latest = useRef<(() => Promise<void>) | null>(null);

  const save = async () => {
    if (working.current) return;
    working.current = true;
    try {
      while (wanted.current) {
        const next = wanted.current;
        wanted.current = null;
        setState("saving");
        const answer = await callEndpoint(saveDraftEndpoint, { flowId: flow.id, revision: revision.current, spec: next }).catch(
          (error: unknown) => {
            wanted.current ??= next;
            throw error;
          },
        );
        revision.current = answer.revision;
        setSaved({ revision: answer.revision, at: answer.savedAt });
        client.setQueryData<FlowDetail>(keyOf(showFlowEndpoint, { flowId: flow.id }), (old) =>
          old ? { ...old, draft: next, draftRevision: answer.revision, draftSavedAt: answer.savedAt } : old,
        );
      }
      setState("saved");
    } catch (error) {
      setState(error instanceof ApiError && error.code === "flows.edited-elsewhere" ? "conflict" : "failed");
    } finally {
      working.current = false;
    }
  };
  const later = (next: FlowSpec) => {
    leaveKeyToHistory();
    setSpec(next);
    wanted.current = next;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), REST_MS);
  };
  useEffect(() => {
    latest.current = save;
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      if (wanted.current) void latest.current?.();
    },
    [],
  );

  return {
    spec,
    saved,
    state,
    /** Keeps what rests yet, then answers the revision that holds it. */
    flush: async () => {
      clearTimeout(timer.current);
      await save();
      while (working.current) await new Promise((resolve) => setTimeout(resolve, 50));
      return revision.current;
    },
    apply: (next: FlowSpec) => {
      setPast([...past.slice(1 - HISTORY), spec]);
      setFuture([]);
      later(next);
    },
    undo: () => {
      const before = past.at(-1);
      if (!before) return;
      setPast(past.slice(0, -1));
      setFuture([spec, ...future]);
      later(before);
    },
    redo: () => {
      const next = future[0];
      if (!next) return;
      setFuture(future.slice(1));
      setPast([...past, spec]);
      later(next);
    },
    canUndo: past.length > 0,
    canRedo: future.length > 0,
  };
}

export type FlowEditor = ReturnType<typeof useFlowEditor>;
