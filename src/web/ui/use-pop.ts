import { type KeyboardEvent, useRef, useState } from "react";

const controls = "input, button";

/**
 * A pop-over by the keyboard: its first control has the focus once it is open, arrows walk, Escape closes and leads back to `anchor`.
 * Put `box` and `onKeyDown` on its content, `open`, `onOpenChange` and `afterOpenChange` on the Popover.
 */
export function usePop() {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const anchor = useRef<HTMLElement>(null);
  const close = () => {
    setOpen(false);
    anchor.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      return close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>(controls)];
    const at = all.findIndex((one) => one === document.activeElement);
    all[(at + step + all.length) % all.length]?.focus();
  };
  const onOpenChange = (next: boolean) => {
    if (next && document.activeElement instanceof HTMLElement) anchor.current = document.activeElement;
    setOpen(next);
  };
  const afterOpenChange = (isOpen: boolean) => {
    if (isOpen) box.current?.querySelector<HTMLElement>(controls)?.focus();
  };
  return { open, close, box, onKeyDown, popover: { open, onOpenChange, afterOpenChange } };
}
