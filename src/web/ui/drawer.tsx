import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button.tsx";
import { lastOutside } from "./focus-return.ts";
import { isDialogOpen } from "./use-keys.ts";
import "./floats.css";

interface DrawerProps {
  open: boolean;
  title: string;
  /** Grey facts behind the title: 第 1 位，共 218,604 位. */
  facts?: ReactNode;
  /** Buttons of the head: previous, next, open in full. */
  actions?: ReactNode;
  /** Buttons at the foot, the primary last. */
  foot?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** 500 px at the right; the page beside it stays usable, Escape closes. */
export function Drawer({ open, title, facts, actions, foot, onClose, children }: DrawerProps) {
  const { t } = useTranslation("ui");
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!open) return;
    const before = document.activeElement;
    // A field of its own may have the focus already.
    if (!panel.current?.contains(before)) panel.current?.focus();
    return () => {
      const place = before instanceof HTMLElement && before !== document.body && before.isConnected ? before : lastOutside();
      place?.focus();
    };
  }, [open]);
  useEffect(() => {
    if (!open) return;
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !isDialogOpen()) onClose();
    };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [open, onClose]);
  if (!open) return null;
  return (
    <aside className="drawer" ref={panel} tabIndex={-1} role="dialog" aria-label={title}>
      <div className="dhd">
        <h2 className="el">{title}</h2>
        {facts ? <span className="mut">{facts}</span> : null}
        <span className="sp" />
        {actions}
        <Button kind="quiet" size="s" icon="close" label={t("drawer.close")} onClick={onClose} />
      </div>
      <div className="dbd">{children}</div>
      {foot ? <div className="dft">{foot}</div> : null}
    </aside>
  );
}
