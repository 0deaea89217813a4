import "./marks.css";

const pairs = [
  ["#DCEEEF", "#0B5862"],
  ["#F6E3D0", "#7A4511"],
  ["#E5EFD9", "#45642A"],
  ["#E4E6F6", "#414F96"],
  ["#F5E0EE", "#86346F"],
  ["#DDEAF6", "#265F9F"],
  ["#FBE4DF", "#8F3327"],
  ["#E9E6E1", "#5B5347"],
] as const;

/** The same name has the same pair on every page. */
function pairOf(text: string): readonly [string, string] {
  let sum = 0x811c9dc5;
  for (const sign of text) sum = Math.imul(sum ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  return pairs[((sum >>> 20) ^ (sum >>> 8)) & 7] ?? pairs[0];
}

interface AvatarProps {
  name: string;
  /** Picks the colours when the name may change: an id. */
  seed?: string;
  /** 20, 24, 28 (the default), 40, 56 px. */
  size?: "xs" | "s" | "l" | "xl";
  /** Rounded square, for what is not a person. */
  square?: boolean;
  /** The brand's ground instead of a soft pair. */
  brand?: boolean;
  image?: string | null;
}

/** The first character on one of eight soft pairs, or a picture. */
export function Avatar({ name, seed, size, square, brand, image }: AvatarProps) {
  const [ground, text] = pairOf(seed ?? name);
  const classes = ["av", size ?? "", square ? "sq" : "", brand ? "brand" : ""].filter(Boolean).join(" ");
  return (
    <span className={classes} style={{ "--av-b": ground, "--av-t": text }} aria-hidden>
      {image ? <img src={image} alt="" loading="lazy" /> : (Array.from(name.trim())[0] ?? "·").toUpperCase()}
    </span>
  );
}
