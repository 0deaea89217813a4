import { useState, type ReactNode } from "react";
import { cx } from "./cx.ts";

const pairs = [
  "bg-[#efe7dc] text-[#6a5235]",
  "bg-[#e6eedd] text-[#4a6530]",
  "bg-[#fbe6dc] text-[#97401c]",
  "bg-[#e4ecf4] text-[#365a7f]",
  "bg-[#f3e4ee] text-[#84406a]",
  "bg-[#f7ecd0] text-[#7a5a10]",
] as const;

/** The same thing has the same colour on each phone. */
function pairOf(seed: string): string {
  let sum = 0;
  for (let i = 0; i < seed.length; i++) sum = (sum * 31 + seed.charCodeAt(i)) >>> 0;
  return pairs[sum % pairs.length] ?? pairs[0];
}

/** The character a thing is known by: its first; the last of a name with a title (店长阿禾 → 禾) or a pet name (小满 → 满); `Nora Field` goes by its N. */
function letterOf(name: string, end: "first" | "last"): string {
  const letters = [...name.replace(/\s/g, "")];
  const pet = letters.length < 4 && /^[小阿老大]/.test(name);
  const isLatin = /^[a-z]/i.test(name);
  return ((end === "last" && !isLatin) || pet ? letters.at(-1) : letters[0]?.toUpperCase()) ?? "·";
}

interface Props {
  name: string;
  /** What decides the colour; an id rather than a name. */
  seed: string;
  url?: string | null;
  /** Round = person, rounded square = group or, in a chat, everyone. */
  shape?: "round" | "square";
  letter?: "first" | "last";
  className?: string;
  /** Drawn instead of the letter, in the tone of a bot. */
  icon?: ReactNode;
}

export function Avatar({ name, seed, url, shape = "round", letter = "first", className = "size-10 text-label", icon }: Props) {
  const [broken, setBroken] = useState(false);
  const form = cx(
    "grid flex-none place-items-center overflow-hidden font-semibold select-none",
    shape === "round" ? "rounded-full" : "rounded-ctl",
    className,
  );
  if (url && !broken) return <img src={url} alt="" className={cx(form, "object-cover bg-card")} onError={() => setBroken(true)} />;
  if (icon) return <span className={cx(form, "bg-info-tint text-info")}>{icon}</span>;
  return (
    <span aria-hidden="true" className={cx(form, pairOf(seed))}>
      {letterOf(name, letter)}
    </span>
  );
}
