import { cx } from "./cx.ts";

const strokes = {
  leaf: "M5 19C5 10 10 5 20 4.5 20 14 15 19 8 18.5M5 19c2-4 5-7 9-9",
  bag: "M5.5 8h13l1 12.5h-15zM8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5",
  chat: "M4 5.5h16v11H11L6.5 20v-3.5H4z",
  gift: "M4.5 12v8h15v-8M3.5 8h17v4h-17zM12 8v12M12 8S10.5 3.5 8 4s-1 4 4 4zM12 8s1.5-4.5 4-4 1 4-4 4z",
  cal: "M6.5 5.5h11A2.5 2.5 0 0 1 20 8v10a2.5 2.5 0 0 1-2.5 2.5h-11A2.5 2.5 0 0 1 4 18V8a2.5 2.5 0 0 1 2.5-2.5zM4 10h16M8.5 3.5v4M15.5 3.5v4M9 15l2.2 2.2L15.5 13",
  horn: "M4 10v4h3l8 4V6l-8 4zM18 9.5a3.5 3.5 0 0 1 0 5",
  check: "m5 12.5 4.5 4.5L19 7.5",
  right: "m9 5 7 7-7 7",
  down: "m5 9 7 7 7-7",
  close: "m6 6 12 12M18 6 6 18",
  info: "M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM12 11v5M12 8h.01",
  add: "M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM12 8.5v7M8.5 12h7",
  settings:
    "M5 7h8M17 7h2M5 12h2M11 12h8M5 17h7M16 17h3M17 7a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM11 12a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM16 17a2 2 0 1 1-4 0 2 2 0 0 1 4 0z",
  shield: "M12 3.5 5 6v5.5c0 4.3 2.9 7.6 7 9 4.1-1.4 7-4.7 7-9V6zM9 12l2.2 2.2L15.2 10",
  bellOff: "M9 5.8A6 6 0 0 1 18 11v4M6.5 9.5A6 6 0 0 0 6 11v5.5L4.5 18H17M10 20.5h4M4 4l16 16",
  download: "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14",
  trash: "M5 7h14M9.5 7V4.5h5V7M7 7l.8 13h8.4L17 7M10.5 11v5M13.5 11v5",
  people:
    "M12.5 8.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM3 19.5c.4-3.5 2.8-5.5 6-5.5s5.6 2 6 5.5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.6c2 .7 3.3 2.4 3.5 4.9",
  phone: "M6.5 3.5h3l1.5 4.5-2 1.5c1 2.3 2.7 4 5 5l1.5-2 4.5 1.5v3c0 1.7-1.3 3-3 3C10.1 19.5 3.5 13.4 3.5 6.5c0-1.7 1.3-3 3-3z",
  leave: "M10 4.5H5.5v15H10M15 8l4 4-4 4M9.5 12H19",
  home: "M4 11.5 12 4.5l8 7M6.5 9.5v10h11v-10M10 19.5v-5h4v5",
  retry: "M19.5 12a7.5 7.5 0 1 1-2.5-5.6M19.5 4.5v4h-4",
  clock: "M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM12 7.5V12l3 2",
  picture: "M6 5h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9.5h.01",
  edit: "M5 19l.8-4L15.5 5.3a1.8 1.8 0 0 1 2.5 0l.7.7a1.8 1.8 0 0 1 0 2.5L9 18.2zM13.5 7.3l3.2 3.2",
} as const;

export type IconName = keyof typeof strokes;

const sizes = { s: "size-4", m: "size-5", l: "size-6" } as const;

/** 24-grid, 1.75 line, round ends, the colour of the text beside it. Says nothing by itself. */
export function Icon({
  name,
  size = "m",
  className,
  bold,
}: {
  name: IconName;
  size?: keyof typeof sizes;
  className?: string;
  bold?: boolean;
}) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={cx("block flex-none", sizes[size], className)}
      fill="none"
      stroke="currentColor"
      strokeWidth={bold ? 2.75 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={strokes[name]} />
    </svg>
  );
}
