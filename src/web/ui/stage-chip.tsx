import "./marks.css";

export type Level = 1 | 2 | 3 | 4 | 5;

const bars: Level[] = [1, 2, 3, 4, 5];

/** Five small bars filled to the level, then the word. */
export function StageChip({ level, label }: { level: Level; label: string }) {
  return (
    <span className={`stg s${level}`}>
      <i aria-hidden>
        {bars.map((n) => (
          <u key={n} className={n <= level ? "f" : undefined} />
        ))}
      </i>
      {label}
    </span>
  );
}
