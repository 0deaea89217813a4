import type { ReactNode } from "react";
import { formatCount } from "./format.ts";
import { showChosen } from "./show-chosen.ts";
import "./controls.css";

interface TabsProps<T extends string> {
  label: string;
  tabs: { value: T; label: ReactNode; count?: number | null }[];
  value: T;
  onChange: (value: T) => void;
}

/** Tabs of 40 px with counts in grey; keep the chosen one in the address. */
export function Tabs<T extends string>({ label, tabs, value, onChange }: TabsProps<T>) {
  return (
    <div className="tabs" role="tablist" aria-label={label} ref={showChosen}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          aria-selected={tab.value === value}
          className={tab.value === value ? "on" : undefined}
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
          {tab.count == null ? null : <em>{formatCount(tab.count)}</em>}
        </button>
      ))}
    </div>
  );
}
