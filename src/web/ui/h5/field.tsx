import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Switch as BaseSwitch } from "@base-ui/react/switch";
import { useId, type ReactNode } from "react";
import { cx } from "./cx.ts";
import { Icon } from "./icons.tsx";

interface Ticked {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** The whole sentence is the target; links inside it keep their own. */
export function Checkbox({ checked, onChange, children }: Ticked & { children: ReactNode }) {
  const id = useId();
  return (
    <div className="flex min-h-11 items-start gap-2.5 py-2.5 text-note">
      <BaseCheckbox.Root
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        aria-labelledby={id}
        className={cx(
          "touch-wide grid size-[22px] flex-none place-items-center rounded-tag text-white",
          checked ? "bg-brand" : "bg-white inset-ring-[1.5px] inset-ring-box",
        )}
      >
        <BaseCheckbox.Indicator>
          <Icon name="check" size="s" bold />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span id={id} className="flex-1 select-none" onClick={() => onChange(!checked)}>
        {children}
      </span>
    </div>
  );
}

/** 30 drawn, 44 touched. While `busy` it shows what was asked for and waits. */
export function Switch({ checked, onChange, label, busy }: Ticked & { label: string; busy?: boolean }) {
  return (
    <BaseSwitch.Root
      checked={checked}
      onCheckedChange={(next) => onChange(next)}
      disabled={busy}
      aria-label={label}
      className={cx(
        "touch-wide h-[30px] w-[50px] flex-none rounded-full p-0.5 transition-colors duration-150",
        checked ? "bg-brand" : "bg-track",
        busy && "opacity-70",
      )}
    >
      <BaseSwitch.Thumb
        className={cx("block size-[26px] rounded-full bg-white shadow-knob transition-transform duration-150", checked && "translate-x-5")}
      />
    </BaseSwitch.Root>
  );
}

interface TextFieldProps {
  id?: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Characters as a reader counts them. */
  length: number;
  limit: number;
  fault?: string | null;
  autoComplete?: string;
  placeholder?: string;
}

export function TextField({ id, label, value, onChange, length, limit, fault, autoComplete, placeholder }: TextFieldProps) {
  const own = useId();
  const over = length > limit;
  return (
    <>
      <div
        className={cx(
          "flex min-h-[52px] items-center gap-2.5 rounded-ctl bg-white px-3.5 inset-ring-[1.5px]",
          fault ? "inset-ring-bad" : "inset-ring-line-strong focus-within:inset-ring-brand",
        )}
      >
        <input
          id={id ?? own}
          aria-label={label}
          aria-invalid={Boolean(fault)}
          aria-describedby={`${own}-fault`}
          value={value}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value)}
          autoComplete={autoComplete ?? "off"}
          className="h-12 min-w-0 flex-1 bg-transparent text-head outline-none placeholder:text-ink-3"
        />
        <span className={cx("text-cap", over ? "text-bad" : "text-ink-3")}>
          {length} / {limit}
        </span>
      </div>
      <p id={`${own}-fault`} role="status" className={cx("text-cap text-bad", fault && "mt-2")}>
        {fault}
      </p>
    </>
  );
}
