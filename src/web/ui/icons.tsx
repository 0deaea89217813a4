import type { ReactElement } from "react";

/** One 16 px set: strokes of 1.5 px with round ends in the colour of the text. */
const strokes = {
  alert: <><path d="M8 2.2 14.2 13H1.8L8 2.2Z" /><path d="M8 6.5v3M8 11.3v.1" /></>,
  arrowDown: <path d="M8 3v9.5M4 8.7l4 4 4-4" />,
  arrowUp: <path d="M8 13V3.5M4 7.3 8 3.3l4 4" />,
  bag: <><path d="M3 5h10l.8 8.4a.6.6 0 0 1-.6.6H2.8a.6.6 0 0 1-.6-.6L3 5Z" /><path d="M5.5 7V4.5a2.5 2.5 0 0 1 5 0V7" /></>,
  bell: <path d="M3.5 11.5h9l-1.2-1.8V7a3.3 3.3 0 0 0-6.6 0v2.7L3.5 11.5ZM6.7 13.8h2.6" />,
  bolt: <path d="M9 1.5 3 9h4.5L7 14.5 13 7H8.5L9 1.5Z" />,
  bot: <><rect x="2.8" y="5.2" width="10.4" height="7.6" rx="1.5" /><path d="M8 5.2V2.6M6 8.4v1M10 8.4v1M1.2 8.4v1.6M14.8 8.4v1.6" /></>,
  branch: <><path d="M8 1.8 14.2 8 8 14.2 1.8 8 8 1.8Z" /><path d="M8 5.5V8M8 10.3v.1" /></>,
  branchOffice: <path d="M2.5 13.5v-9L8 2v11.5M8 6l5.5 2v5.5M1.5 13.5h13M5.2 6.2v.1M5.2 8.8v.1M5.2 11.2v.1M10.8 10v.1M10.8 12v.1" />,
  calendar: <><rect x="2" y="3" width="12" height="11" rx="1" /><path d="M2 6.5h12M5.3 1.5v3M10.7 1.5v3" /></>,
  cart: <><path d="M1.5 2.5H3l1.6 8h7.6l1.6-5.7H3.5" /><circle cx="5.8" cy="13" r=".9" /><circle cx="11.2" cy="13" r=".9" /></>,
  check: <path d="m3 8.5 3.3 3.3L13 5" />,
  clock: <><circle cx="8" cy="8" r="6" /><path d="M8 4.5V8l2.5 1.5" /></>,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  columns: <><rect x="2" y="2.5" width="12" height="11" rx="1" /><path d="M6 2.5v11M10 2.5v11" /></>,
  content: <><path d="M4 1.8h5.5L13 5.3v8.4a.6.6 0 0 1-.6.6H4a.6.6 0 0 1-.6-.6V2.4a.6.6 0 0 1 .6-.6Z" /><path d="M9.3 2v3.5H13M5.8 8.5h4.6M5.8 11h3" /></>,
  copy: <><rect x="5.5" y="5.5" width="8" height="8" rx="1" /><path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" /></>,
  coupon: <path d="M2 4h12v2.6a1.5 1.5 0 0 0 0 2.8V12H2V9.4a1.5 1.5 0 0 0 0-2.8V4ZM9.5 4.5v7" />,
  cursor: <path d="m3 2.5 10 4-4.3 1.7L7 12.5 3 2.5Z" />,
  down: <path d="m3.5 6 4.5 4.5L12.5 6" />,
  download: <path d="M8 2.5v8M4.8 7.5 8 10.7l3.2-3.2M2.5 13.5h11" />,
  drag: <path d="M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01" strokeWidth="2" />,
  edit: <path d="M3 13l.6-2.8L10.8 3a1.2 1.2 0 0 1 1.7 0l.5.5a1.2 1.2 0 0 1 0 1.7L5.8 12.4 3 13ZM9.6 4.2l2.2 2.2" />,
  eye: <><path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z" /><circle cx="8" cy="8" r="2" /></>,
  eyeOff: <path d="M2.5 2.5l11 11M6.3 3.7A6.8 6.8 0 0 1 8 3.5c4 0 6.5 4.5 6.5 4.5a11 11 0 0 1-1.9 2.4M4.1 5A11.4 11.4 0 0 0 1.5 8S4 12.5 8 12.5c1 0 1.9-.3 2.7-.7M6.6 6.6a2 2 0 0 0 2.8 2.8" />,
  file: <><path d="M4 1.8h5.5L13 5.3v8.4a.6.6 0 0 1-.6.6H4a.6.6 0 0 1-.6-.6V2.4a.6.6 0 0 1 .6-.6Z" /><path d="M9.3 2v3.5H13" /></>,
  filter: <path d="M2 4h12M4.5 8h7M6.5 12h3" />,
  fit: <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />,
  flag: <path d="M3.5 14V2.5h8l-1.5 3 1.5 3h-8" />,
  flow: <><rect x="1.8" y="2" width="4.4" height="4" rx="1" /><rect x="9.8" y="6" width="4.4" height="4" rx="1" /><rect x="1.8" y="10" width="4.4" height="4" rx="1" /><path d="M6.2 4h1.3c.7 0 1 .4 1 1v2c0 .6.4 1 1 1M6.2 12h1.3c.7 0 1-.4 1-1V9.5" /></>,
  folder: <path d="M2 4.2c0-.6.4-1 1-1h3.2l1.5 1.6H13c.6 0 1 .4 1 1v6c0 .6-.4 1-1 1H3c-.6 0-1-.4-1-1V4.2Z" />,
  gift: <><rect x="2" y="6" width="12" height="8" rx="1" /><path d="M1.5 6h13M8 6v8M8 6C6 6 4.3 5 4.6 3.5 5 1.8 7.5 2 8 6Zm0 0c2 0 3.7-1 3.4-2.5C11 1.8 8.5 2 8 6Z" /></>,
  grid: <><rect x="2.2" y="2.2" width="4.6" height="4.6" rx="1" /><rect x="9.2" y="2.2" width="4.6" height="4.6" rx="1" /><rect x="2.2" y="9.2" width="4.6" height="4.6" rx="1" /><rect x="9.2" y="9.2" width="4.6" height="4.6" rx="1" /></>,
  groups: <><path d="M2.5 3.5h7a1 1 0 0 1 1 1V9a1 1 0 0 1-1 1H6l-2.5 2v-2h-1a1 1 0 0 1-1-1V4.5a1 1 0 0 1 1-1Z" /><path d="M12.5 6.5h1a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-.8v1.7l-2.1-1.7H8" /></>,
  growth: <><path d="M2 12.5 6 8l2.7 2.5L14 4.5" /><path d="M10.3 4.3H14v3.6" /></>,
  heart: <path d="M8 13.4S2.2 9.8 2.2 6A3 3 0 0 1 8 4.7 3 3 0 0 1 13.8 6c0 3.8-5.8 7.4-5.8 7.4Z" />,
  help: <><circle cx="8" cy="8" r="6" /><path d="M6.3 6.3a1.7 1.7 0 1 1 2.5 1.5c-.5.3-.8.6-.8 1.2M8 11.2v.1" /></>,
  history: <path d="M2.6 6.2A5.7 5.7 0 1 1 2.3 8M2.5 2.8v3.4h3.4M8 5v3.2l2.2 1.4" />,
  image: <><rect x="2" y="2.5" width="12" height="11" rx="1" /><circle cx="5.8" cy="6" r="1.2" /><path d="m2.5 12 3.5-3.5 2.5 2.3 2.5-3 3 3.2" /></>,
  info: <><circle cx="8" cy="8" r="6" /><path d="M8 7.4v3.4M8 5.1v.1" /></>,
  insight: <path d="M2.5 13.5V8.5M6.2 13.5v-9M9.8 13.5v-6M13.5 13.5v-11" />,
  keyboard: <><rect x="1.5" y="4" width="13" height="8" rx="1" /><path d="M4 6.5h.01M7 6.5h.01M10 6.5h.01M12 6.5h.01M5 9.5h6" /></>,
  leave: <path d="M6.5 2.5h-3a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h3M10.5 5l3 3-3 3M13.5 8H6" />,
  left: <path d="M10 3.5 5.5 8l4.5 4.5" />,
  link: <path d="M6.8 9.2a2.7 2.7 0 0 0 3.9 0l2.2-2.2a2.7 2.7 0 0 0-3.9-3.9l-.8.8M9.2 6.8a2.7 2.7 0 0 0-3.9 0L3.1 9a2.7 2.7 0 0 0 3.9 3.9l.8-.8" />,
  list: <path d="M5.5 4h8.5M5.5 8h8.5M5.5 12h8.5M2.3 4h.01M2.3 8h.01M2.3 12h.01" />,
  lock: <><rect x="3" y="7" width="10" height="7" rx="1" /><path d="M5 7V5a3 3 0 0 1 6 0v2" /></>,
  mail: <><rect x="2" y="3.2" width="12" height="9.6" rx="1" /><path d="m2.4 4.2 5.6 4.6 5.6-4.6" /></>,
  megaphone: <path d="M3 6v4h2.5L9 13V3L5.5 6H3ZM11.5 6a3 3 0 0 1 0 4" />,
  member: <><circle cx="8" cy="5.3" r="2.8" /><path d="M2.8 13.7c.5-2.7 2.6-4.2 5.2-4.2s4.7 1.5 5.2 4.2" /></>,
  memberAdd: <><circle cx="6.5" cy="5.3" r="2.5" /><path d="M1.8 13.3c.4-2.4 2.3-3.8 4.7-3.8 1.3 0 2.5.4 3.3 1.2M12.5 8.5v5M10 11h5" /></>,
  message: <path d="M3 3h10a1 1 0 0 1 1 1v6.5a1 1 0 0 1-1 1H7.5L4.5 14v-2.5H3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Z" />,
  minus: <path d="M3 8h10" />,
  money: <><circle cx="8" cy="8" r="6" /><path d="M5.6 4.8 8 7.8l2.4-3M8 7.8v3.8M5.9 8h4.2M5.9 9.9h4.2" /></>,
  moon: <path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8Z" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />,
  offline: <path d="M1.8 6a9 9 0 0 1 12.4 0M4 8.6a5.7 5.7 0 0 1 8 0M6.2 11a2.6 2.6 0 0 1 3.6 0M2.5 2.5l11 11" />,
  open: <path d="M9.5 2.5h4v4M13.5 2.5 7.5 8.5M11.5 9.5v3a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1h3" />,
  pause: <path d="M5.5 3.2v9.6M10.5 3.2v9.6" />,
  phone: <><rect x="4.5" y="1.5" width="7" height="13" rx="1.5" /><path d="M7.3 12.5h1.4" /></>,
  pin: <path d="M8 14.2S3.2 10 3.2 6.6a4.8 4.8 0 0 1 9.6 0C12.8 10 8 14.2 8 14.2ZM8 5v.01M6.4 6.6a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 0 0-3.2 0Z" />,
  plus: <path d="M8 3v10M3 8h10" />,
  qr: <><rect x="2.2" y="2.2" width="4.4" height="4.4" rx=".6" /><rect x="9.4" y="2.2" width="4.4" height="4.4" rx=".6" /><rect x="2.2" y="9.4" width="4.4" height="4.4" rx=".6" /><path d="M9.4 9.4h1.6v1.6M13.8 9.4v1.8M9.4 13.8h.01M11.8 13.8h2v-.9" /></>,
  redo: <path d="M13 6.5H6.5a3.5 3.5 0 1 0 0 7H10M13 6.5l-3-3M13 6.5l-3 3" />,
  refresh: <path d="M13.5 8A5.5 5.5 0 1 1 11.8 4M13.5 2v3h-3" />,
  right: <path d="m6 3.5 4.5 4.5L6 12.5" />,
  screen: <><rect x="1.8" y="2.8" width="12.4" height="8.4" rx="1" /><path d="M6 13.6h4M8 11.2v2.4" /></>,
  search: <><circle cx="7" cy="7" r="4.5" /><path d="m10.5 10.5 3.3 3.3" /></>,
  send: <path d="M14 2 7.3 8.7M14 2 9.8 14l-2.5-5.3L2 6.2 14 2Z" />,
  settings: <><circle cx="8" cy="8" r="2" /><path d="M8 1.8v1.7M8 12.5v1.7M1.8 8h1.7M12.5 8h1.7M3.6 3.6l1.2 1.2M11.2 11.2l1.2 1.2M3.6 12.4l1.2-1.2M11.2 4.8l1.2-1.2" /></>,
  shield: <path d="M8 1.8 13 3.6v4c0 3-2 5.4-5 6.6-3-1.2-5-3.6-5-6.6v-4L8 1.8ZM5.7 8l1.7 1.7 3-3.2" />,
  skip: <path d="m3 4 5 4-5 4V4ZM9 4l5 4-5 4V4Z" />,
  split: <path d="M2 8h4M6 8l4-4h4M6 8l4 4h4M12 2l2 2-2 2M12 10l2 2-2 2" />,
  star: <path d="m8 2 1.8 3.8 4.2.5-3.1 2.8.8 4.1L8 11.2l-3.7 2 .8-4.1L2 6.3l4.2-.5L8 2Z" />,
  start: <path d="M4.5 2.8v10.4L13 8 4.5 2.8Z" />,
  stop: <rect x="3.5" y="3.5" width="9" height="9" rx="1" />,
  sun: <><circle cx="8" cy="8" r="2.8" /><path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9" /></>,
  tag: <><path d="M2 2.8v5L8.6 14.4l5.4-5.4L7.4 2.4H2.4a.4.4 0 0 0-.4.4Z" /><path d="M5 5.4v.1" strokeWidth="2" /></>,
  team: <><circle cx="5.8" cy="5.6" r="2.4" /><path d="M1.5 13.2c.4-2.3 2.1-3.6 4.3-3.6s3.9 1.3 4.3 3.6M10.4 3.4a2.3 2.3 0 0 1 0 4.4M11.8 9.8c1.5.4 2.4 1.6 2.7 3.4" /></>,
  today: <><circle cx="8" cy="8" r="6" /><path d="M8 4.8V8l2.2 1.6" /></>,
  trash: <path d="M2.5 4.5h11M6 4.5V3a.6.6 0 0 1 .6-.6h2.8A.6.6 0 0 1 10 3v1.5M4 4.5l.6 8.6a.6.6 0 0 0 .6.6h5.6a.6.6 0 0 0 .6-.6l.6-8.6M6.8 7.2v3.8M9.2 7.2v3.8" />,
  undo: <path d="M3 6.5h6.5a3.5 3.5 0 1 1 0 7H6M3 6.5l3-3M3 6.5l3 3" />,
  upDown: <path d="m5 6 3-3 3 3M5 10l3 3 3-3" />,
  upload: <path d="M8 10.5v-8M4.8 5.5 8 2.3l3.2 3.2M2.5 13.5h11" />,
  wait: <path d="M4 2h8M4 14h8M5 2v2.5L8 8l3-3.5V2M5 14v-2.5L8 8l3 3.5V14" />,
} satisfies Record<string, ReactElement>;

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
    <svg className={size ? `i ${size}` : "i"} viewBox="0 0 16 16" role={label ? "img" : undefined} aria-label={label} aria-hidden={label ? undefined : true}>
      {strokes[name]}
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
