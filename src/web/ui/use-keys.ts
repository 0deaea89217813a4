import { useEffect, useRef } from "react";

const typing = "input, textarea, select, [contenteditable=true]";
const floating = "dialog[open], .ant-modal-wrap:not([style*='display: none'])";

/** Enter belongs to a button the keyboard has gone to, not to the page. */
function isButtonsOwn(event: KeyboardEvent): boolean {
  return event.key === "Enter" && event.target instanceof Element && event.target.matches("a:focus-visible, button:focus-visible");
}

/** True while a dialog stands over the page; one that was closed may stay in the document, hidden. */
export function isDialogOpen(): boolean {
  return document.querySelector(floating) !== null;
}

/** `c`, `enter`, `?`; with Ctrl or ⌘ `mod+z`, and with Shift besides `mod+shift+z`. */
export function keyName(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  if (!event.metaKey && !event.ctrlKey) return key;
  return `mod+${event.shiftKey ? "shift+" : ""}${key}`;
}

/** True where a key pressed belongs to a field, a button, a dialog, or was taken already. */
export function isKeyElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.altKey) return true;
  if (event.target instanceof Element && event.target.closest(typing)) return true;
  return isButtonsOwn(event) || isDialogOpen();
}

/** Keys of a page, by what `keyName` calls them; silent while somebody types or a dialog is open. */
export function useKeys(keys: Readonly<Record<string, (() => void) | undefined>>): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const run = latest.current[keyName(event)];
      if (!run || isKeyElsewhere(event)) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
