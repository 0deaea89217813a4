import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { Mode } from "./theme.ts";

export type ModeChoice = Mode | "system";

const storageKey = "qunce.mode";
const systemDark = () => globalThis.matchMedia("(prefers-color-scheme: dark)");

function storedChoice(): ModeChoice {
  const stored = localStorage.getItem(storageKey);
  return stored === "light" || stored === "dark" ? stored : "system";
}

interface ModeState {
  /** What is drawn now. */
  mode: Mode;
  choice: ModeChoice;
  choose: (choice: ModeChoice) => void;
}

const ModeContext = createContext<ModeState>({ mode: "light", choice: "system", choose: () => undefined });

/** Light, dark or the system's; kept on this machine, written to `<html data-theme>`. */
export function ModeProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(storedChoice);
  const [isSystemDark, setSystemDark] = useState(() => systemDark().matches);
  const mode: Mode = choice === "system" ? (isSystemDark ? "dark" : "light") : choice;

  useEffect(() => {
    const query = systemDark();
    const follow = () => setSystemDark(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  useEffect(() => {
    document.documentElement.dataset["theme"] = mode;
  }, [mode]);

  const state = useMemo<ModeState>(() => {
    const choose = (next: ModeChoice) => {
      localStorage.setItem(storageKey, next);
      setChoice(next);
    };
    return { mode, choice, choose };
  }, [mode, choice]);
  return <ModeContext.Provider value={state}>{children}</ModeContext.Provider>;
}

export function useMode(): ModeState {
  return useContext(ModeContext);
}
