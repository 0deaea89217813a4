import { Icon } from "./icons.tsx";
import "./marks.css";

interface DeltaProps {
  /** Its sign gives the arrow; null or 0 draw no arrow. */
  value: number | null;
  /** The size in words, `1.2 点`, `¥1.20`. */
  text: string;
  /** What is good: more (the default), or less. */
  goodWhen?: "more" | "less";
  title?: string;
}

/** An arrow and a difference, coloured by good or bad and not by up or down. */
export function Delta({ value, text, goodWhen = "more", title }: DeltaProps) {
  if (value === null || value === 0) {
    return (
      <span className="dl mut" title={title}>
        {value === null ? "—" : text}
      </span>
    );
  }
  const good = value > 0 === (goodWhen === "more");
  return (
    <span className={good ? "dl good" : "dl bad"} title={title}>
      <Icon name={value > 0 ? "arrowUp" : "arrowDown"} size="xs" />
      {text}
    </span>
  );
}
