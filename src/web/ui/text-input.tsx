import type { ComponentProps } from "react";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { FieldNote } from "./field-note.ts";
import { Icon } from "./icons.tsx";
import type { IconName } from "./icons.tsx";
import "./controls.css";

export interface TextInputProps extends Omit<ComponentProps<"input">, "onChange" | "size" | "value"> {
  value: string;
  onChange: (value: string) => void;
  icon?: IconName;
  invalid?: boolean;
  /** 28, 32 (the default) or 40 px high. */
  size?: "s" | "l";
}

const sizes = { s: "sm", l: "lg" };

export function TextInput({ value, onChange, icon, invalid, size, className, ...rest }: TextInputProps) {
  const classes = ["inp", size ? sizes[size] : "", invalid ? "er" : "", className ?? ""].filter(Boolean).join(" ");
  const note = useContext(FieldNote);
  return (
    <span className={classes}>
      {icon ? <Icon name={icon} size="s" /> : null}
      <input
        aria-describedby={note}
        {...rest}
        value={value}
        aria-invalid={invalid || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}

/** A password that can be looked at. */
export function PasswordInput({ value, onChange, invalid, size, ...rest }: Omit<TextInputProps, "icon" | "type">) {
  const { t } = useTranslation("ui");
  const [shown, setShown] = useState(false);
  const note = useContext(FieldNote);
  const label = shown ? t("password.hide") : t("password.show");
  return (
    <span className={["inp", size ? sizes[size] : "", invalid ? "er" : ""].filter(Boolean).join(" ")}>
      <input
        aria-describedby={note}
        {...rest}
        type={shown ? "text" : "password"}
        value={value}
        aria-invalid={invalid || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <button type="button" aria-label={label} title={label} onClick={() => setShown(!shown)}>
        <Icon name={shown ? "eyeOff" : "eye"} />
      </button>
    </span>
  );
}
