import type { ReactNode } from "react";
import { formatCount } from "./format.ts";
import "./controls.css";

interface TabsProps<T extends string> {
  label: string;
  tabs: { value: T; label: ReactNode; count?: number | null }[];
  value: T;
  onChange: (value: T) => void;
}

/** Brings the chosen tab into sight where there is not room for all. */
function showChosen(list: HTMLElement | null): void {
  const chosen = list?.querySelector<HTMLElement>("[aria-selected=true]");
  if (!list || !chosen) return;
  for (let box: HTMLElement | null = list; box && box.scrollWidth >= box.clientWidth; box = box.parentElement) {
    if (box.scrollWidth > box.clientWidth) {
      box.scrollLeft = chosen.offsetLeft - (box.clientWidth - chosen.offsetWidth) / 2;
      return;
    }
  }
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
