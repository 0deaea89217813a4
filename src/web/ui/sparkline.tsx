import "./marks.css";

interface SparklineProps {
  /** Oldest first; null is a gap that the line jumps over. */
  values: (number | null)[];
  /** Red when it moved the wrong way. */
  tone?: "plain" | "bad";
  height?: number;
  label?: string;
}

const [wide, high, edge] = [100, 28, 3];

interface Point {
  x: string;
  y: string;
}

/** The points of a line in a box of 100 × 28, or none where there is nothing to draw. */
function pointsOf(values: (number | null)[]): Point[] {
  const known = values.filter((v) => v !== null);
  const [low, top] = [Math.min(...known), Math.max(...known)];
  const span = top - low || 1;
  return values.flatMap((v, n) => {
    if (v === null) return [];
    const x = values.length === 1 ? wide : (n / (values.length - 1)) * wide;
    const y = top === low ? high / 2 : high - edge - ((v - low) / span) * (high - 2 * edge);
    return [{ x: x.toFixed(1), y: y.toFixed(1) }];
  });
}

const spoken = (label: string | undefined) => (label ? { role: "img", "aria-label": label } : { "aria-hidden": true });

export function Sparkline({ values, tone = "plain", height = 28, label }: SparklineProps) {
  const points = pointsOf(values);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return <div style={{ height }} aria-hidden />;
  const color = tone === "bad" ? "var(--bad)" : "var(--c1)";
  const line = `M${points.map((point) => `${point.x} ${point.y}`).join("L")}`;
  return (
    <div style={{ height }}>
      <svg className="spark" viewBox={`0 0 ${wide} ${high}`} preserveAspectRatio="none" {...spoken(label)}>
        <path d={`${line}L${last.x} ${high}L${first.x} ${high}Z`} fill={color} opacity={0.09} />
        <path d={line} fill="none" stroke={color} strokeWidth={1.5} strokeLinejoin="round" vectorEffect="non-scaling-stroke" />
        <path d={`M${last.x} ${last.y}h.01`} stroke={color} strokeWidth={5} strokeLinecap="round" vectorEffect="non-scaling-stroke" />
      </svg>
    </div>
  );
}
