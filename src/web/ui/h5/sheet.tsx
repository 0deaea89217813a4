import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";
import { Icon } from "./icons.tsx";
import { t } from "../../h5/words.ts";

const veil = "fixed inset-0 z-20 bg-veil transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0";

/** Rises from the foot, 20 px corners, its close at the top right, scrolls inside itself. */
export function Sheet({ open, onClose, title, children }: { open: boolean; onClose: () => void; title: string; children: ReactNode }) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={veil} />
        <Dialog.Popup className="fixed inset-x-0 bottom-0 z-21 mx-auto flex max-h-[88dvh] max-w-[480px] flex-col rounded-t-sheet bg-card outline-none transition-transform duration-200 ease-out data-ending-style:translate-y-full data-starting-style:translate-y-full">
          <span aria-hidden="true" className="mx-auto mt-2 h-1 w-9 flex-none rounded-full bg-line-strong" />
          <div className="flex flex-none items-center justify-between py-1 pr-1 pl-4">
            <Dialog.Title className="text-head font-bold">{title}</Dialog.Title>
            <Dialog.Close aria-label={t("common.close")} className="grid size-11 place-items-center text-ink-2">
              <Icon name="close" />
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pb-[calc(16px+env(safe-area-inset-bottom))]">
            {children}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface ConfirmProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, before the buttons. */
  children: ReactNode;
  /** The verb that loses something. */
  action: string;
  /** The verb that keeps things as they are. */
  keep: string;
  busy?: boolean;
  onConfirm: () => void;
}

/** Consequence first; the way that keeps is the filled one. */
export function Confirm({ open, onClose, title, children, action, keep, busy, onConfirm }: ConfirmProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop forceRender className={cx(veil, "z-22!")} />
        <AlertDialog.Popup className="fixed top-1/2 left-1/2 z-23 w-[min(335px,calc(100vw-40px))] -translate-x-1/2 -translate-y-1/2 rounded-sheet bg-card px-5 pt-[22px] pb-4 text-center outline-none transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0">
          <AlertDialog.Title className="text-head font-bold">{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />} className="mt-2 mb-4.5 text-small text-ink-2">
            {children}
          </AlertDialog.Description>
          <div className="flex gap-2.5">
            <Button kind="bad" className="min-w-0 flex-1 px-1" busy={busy} onClick={onConfirm}>
              {action}
            </Button>
            <Button className="min-w-0 flex-1 px-1" onClick={onClose}>
              {keep}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
