import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import type { PlacedBlock } from "../calendar.rules.ts";
import { snapMinute, STRIDE_MINUTES } from "../edit.rules.ts";
import type { StepSlot } from "../spec.contract.ts";

/** Movement in px that makes a press a drag. */
const SLACK = 4;

export interface Geometry {
  pxPerMinute: number;
  /** Px from the left edge of the calendar to the first day. */
  gutter: number;
}

interface Drag {
  block: PlacedBlock;
  to: StepSlot;
}

interface Held {
  block: PlacedBlock;
  x: number;
  y: number;
  dayWidth: number;
  moved: boolean;
}

interface BlockDragOptions extends Geometry {
  onMove: (block: PlacedBlock, to: StepSlot) => void;
  onOpen: (block: PlacedBlock) => void;
  onRemove: (block: PlacedBlock) => void;
  canMove: (block: PlacedBlock) => boolean;
}

/** Blocks moved by pointer in strides of a quarter of an hour and by days, or by arrow keys; Escape lets go. */
export function useBlockDrag({ pxPerMinute, gutter, onMove, onOpen, onRemove, canMove }: BlockDragOptions) {
  const held = useRef<Held | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const stop = () => {
    held.current = null;
    setDrag(null);
  };
  const targetOf = (event: PointerEvent, from: Held): StepSlot => ({
    weekday: Math.min(7, Math.max(1, from.block.weekday + Math.round((event.clientX - from.x) / from.dayWidth))),
    minute: snapMinute(from.block.minute + (event.clientY - from.y) / pxPerMinute),
  });
  return {
    drag,
    handlers: (block: PlacedBlock) => ({
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const area = event.currentTarget.closest("[data-calendar]");
        if (event.button !== 0 || !canMove(block) || !area) return;
        held.current = { block, x: event.clientX, y: event.clientY, dayWidth: (area.clientWidth - gutter) / 7, moved: false };
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const from = held.current;
        if (!from) return;
        if (!from.moved && Math.hypot(event.clientX - from.x, event.clientY - from.y) < SLACK) return;
        from.moved = true;
        setDrag({ block: from.block, to: targetOf(event, from) });
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        const from = held.current;
        if (from?.moved) {
          const to = targetOf(event, from);
          if (to.weekday !== from.block.weekday || to.minute !== from.block.minute) onMove(from.block, to);
        }
        if (!from?.moved) held.current = null;
        setDrag(null);
      },
      onPointerCancel: stop,
      onClick: () => {
        const wasDrag = held.current?.moved ?? false;
        stop();
        if (!wasDrag) onOpen(block);
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (event.key === "Escape" && drag) {
          event.preventDefault();
          stop();
          return;
        }
        if (!canMove(block)) return;
        if (event.key === "Delete" || event.key === "Backspace") {
          event.preventDefault();
          onRemove(block);
          return;
        }
        const to = keyTarget(event, block);
        if (!to) return;
        event.preventDefault();
        onMove(block, to);
      },
    }),
  };
}

/** Up and down a quarter of an hour, with Shift an hour; left and right a day. */
function keyTarget(event: KeyboardEvent, block: PlacedBlock): StepSlot | null {
  const stride = event.shiftKey ? 60 : STRIDE_MINUTES;
  const steps: Record<string, StepSlot> = {
    ArrowUp: { weekday: block.weekday, minute: block.minute - stride },
    ArrowDown: { weekday: block.weekday, minute: block.minute + stride },
    ArrowLeft: { weekday: block.weekday - 1, minute: block.minute },
    ArrowRight: { weekday: block.weekday + 1, minute: block.minute },
  };
  return steps[event.key] ?? null;
}
