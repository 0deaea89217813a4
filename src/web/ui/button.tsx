import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./icons.tsx";
import type { IconName } from "./icons.tsx";
import { Link } from "./link.tsx";
import "./button.css";

interface ButtonLook {
  /** At most one `primary` a region; `soft` is a next best action, `quiet` has no border. */
  kind?: "primary" | "plain" | "quiet" | "soft" | "danger" | "dangerPrimary";
  /** 32, 28, 24 or 40 px. */
  size?: "m" | "s" | "xs" | "l";
  icon?: IconName;
  iconAfter?: IconName;
  /** Says what an icon alone means. */
  label?: string;
  children?: ReactNode;
}

export interface ButtonProps extends ButtonLook, Omit<ComponentProps<"button">, "children"> {
  /** Being done: cannot be pressed again, keeps its words. */
  busy?: boolean;
  /** Makes it a link to a page of the brand. */
  to?: string;
}

const kinds = { primary: "p", plain: "", quiet: "t", soft: "soft", danger: "danger", dangerPrimary: "dangerp" };
const sizes = { m: "", s: "sm", xs: "xs", l: "lg" };

function classOf({ kind = "plain", size = "m", children }: ButtonLook, extra?: string): string {
  return ["btn", kinds[kind], sizes[size], children === undefined ? "ic" : "", extra ?? ""].filter(Boolean).join(" ");
}

function Content({ icon, iconAfter, size, children }: ButtonLook) {
  const iconSize = children === undefined ? undefined : size === "xs" ? "xs" : "s";
  return (
    <>
      {icon ? <Icon name={icon} size={iconSize} /> : null}
      {children}
      {iconAfter ? <Icon name={iconAfter} size={iconSize} /> : null}
    </>
  );
}

export function Button({
  kind,
  size,
  icon,
  iconAfter,
  label,
  busy,
  to,
  children,
  className,
  type = "button",
  disabled,
  ...rest
}: ButtonProps) {
  const look: ButtonLook = { kind, size, icon, iconAfter, children };
  if (to !== undefined && !disabled) {
    return (
      <Link to={to} className={classOf(look, className)} aria-label={label} title={label}>
        <Content {...look} />
      </Link>
    );
  }
  return (
    <button
      {...rest}
      type={type}
      className={classOf(look, className)}
      disabled={disabled}
      aria-busy={busy || undefined}
      aria-label={label}
      title={rest.title ?? label}
      onClick={busy ? undefined : rest.onClick}
    >
      <Content {...look} />
    </button>
  );
}
