import type { KeyboardEvent, ReactNode } from "react";
import { showChosen } from "./show-chosen.ts";
import "./controls.css";

interface SegmentedProps<T extends string> {
  label: string;
  options: { value: T; label: ReactNode }[];
  value: T;
  onChange: (value: T) => void;
}

/** A few views of the same thing; arrows move between them. */
export function Segmented<T extends string>({ label, options, value, onChange }: SegmentedProps<T>) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const at = options.findIndex((option) => option.value === value) + step;
    const next = options[(at + options.length) % options.length];
    if (step === 0 || !next) return;
    onChange(next.value);
    const button = event.currentTarget.children[options.indexOf(next)];
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    <div className="seg" role="radiogroup" aria-label={label} ref={showChosen} onKeyDown={move}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
