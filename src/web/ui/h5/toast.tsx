import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { Icon } from "./icons.tsx";

const TOLD_MS = 2000;
const WARNED_MS = 4000;

interface Told {
  text: string;
  fault: boolean;
}

interface Teller {
  tell: (text: string) => void;
  warn: (text: string) => void;
}

const Telling = createContext<Teller>({ tell: () => undefined, warn: () => undefined });

/** One at a time, polite, two seconds (a fault four), over no button. Ours, as the library's weighs a tenth of the page. */
export function Toasts({ children }: { children: ReactNode }) {
  const [told, setTold] = useState<Told | null>(null);
  const tell = useCallback((text: string) => setTold({ text, fault: false }), []);
  const warn = useCallback((text: string) => setTold({ text, fault: true }), []);
  const teller = useMemo(() => ({ tell, warn }), [tell, warn]);

  useEffect(() => {
    if (!told) return;
    const timer = setTimeout(() => setTold(null), told.fault ? WARNED_MS : TOLD_MS);
    return () => clearTimeout(timer);
  }, [told]);

  return (
    <Telling value={teller}>
      {children}
      <div
        role="status"
        className="pointer-events-none fixed inset-x-4 bottom-[calc(116px+env(safe-area-inset-bottom))] z-30 mx-auto max-w-[448px]"
      >
        {told && (
          <p className="flex items-center gap-2 rounded-ctl bg-toast px-4 py-3 text-note/5 text-white transition-opacity duration-200 starting:opacity-0">
            <Icon name={told.fault ? "info" : "check"} size="s" />
            {told.text}
          </p>
        )}
      </div>
    </Telling>
  );
}

export function useToast(): Teller {
  return use(Telling);
}
