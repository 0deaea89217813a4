import { strokes, wideStrokes } from "./icon-strokes.ts";

export type IconName = keyof typeof strokes;

interface IconProps {
  name: IconName;
  /** 12, 14, 16 (the default) or 22 px. */
  size?: "xs" | "s" | "l";
  /** Read aloud; without it the icon is decoration. */
  label?: string;
}

export function Icon({ name, size, label }: IconProps) {
  return (
    <svg
      className={size ? `i ${size}` : "i"}
      viewBox="0 0 16 16"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path d={strokes[name]} strokeWidth={wideStrokes[name]} />
    </svg>
  );
}

/** The mark of the product: 众 as three strokes on the brand's ground. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg className="mark" viewBox="0 0 28 28" width={size} height={size} aria-hidden>
      <rect width="28" height="28" rx="7" fill="var(--brand-mark)" />
      <g fill="none" stroke="#fff" strokeWidth="2.1" strokeLinecap="round" strokeLinejoin="round">
        <path d="M10.2 12.4 14 6.6l3.8 5.8" />
        <path d="M5.6 20.8 9.4 15l3.2 4.9" />
        <path d="M22.4 20.8 18.6 15l-3.2 4.9" />
      </g>
    </svg>
  );
}
