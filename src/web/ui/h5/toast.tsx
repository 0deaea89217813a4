import { Toast } from "@base-ui/react/toast";
import type { ReactNode } from "react";
import { Icon } from "./icons.tsx";

/** Polite, two seconds (a fault four), above the dock and over no button. */
export function Toasts({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider timeout={2000} limit={1}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="pointer-events-none fixed inset-x-4 bottom-[calc(116px+env(safe-area-inset-bottom))] z-30 mx-auto max-w-[448px]">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="flex items-center gap-2 rounded-ctl bg-toast px-4 py-3 text-note/5 text-white transition-opacity duration-200 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Icon name={toast.type === "fault" ? "info" : "check"} size="s" />
      <Toast.Title />
    </Toast.Root>
  ));
}

export function useToast(): { tell: (text: string) => void; warn: (text: string) => void } {
  const { add } = Toast.useToastManager();
  return {
    tell: (title) => void add({ title }),
    warn: (title) => void add({ title, type: "fault", timeout: 4000 }),
  };
}
